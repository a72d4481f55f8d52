import type { VNode } from 'preact'
import { icon } from '../components/icon.ts'
import { toast } from '../components/toast.ts'
import { problemNotice } from '../components/states.ts'
import { api, may } from '../lib/api.ts'
import type { Charger } from '../lib/api-types.ts'
import { html } from '../lib/html.ts'
import { useAction } from '../lib/resource.ts'

/** Has the gateway try at once what it would try later by itself. */
export function TryNow({ charger, onDone }: { charger: Charger; onDone: () => void }): VNode | null {
  const attempt = useAction(async () => {
    await api.post(`/api/chargers/${encodeURIComponent(charger.id)}/mode/try`)
    toast(`${charger.id} is being tried now`)
    onDone()
  })
  if (!may('chargers.control') || !charger.online) return null
  return html`<div class="next">
    <button
      type="button"
      class="button"
      aria-busy=${attempt.busy ? 'true' : undefined}
      disabled=${attempt.busy}
      onClick=${() => void attempt.run()}
    >
      ${icon('refresh', 16)}Try now
    </button>
    ${attempt.problem && problemNotice(attempt.problem)}
  </div>`
}
