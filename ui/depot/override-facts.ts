import type { VNode } from 'preact'
import { Dialog } from '../components/dialog.ts'
import { facts } from '../components/panel.ts'
import { problemNotice } from '../components/states.ts'
import { time } from '../components/time.ts'
import { toast } from '../components/toast.ts'
import { api, may } from '../lib/api.ts'
import { h, html } from '../lib/html.ts'
import { useAction } from '../lib/resource.ts'
import type { CalendarOverride } from '../lib/schedule-types.ts'
import { modeWords } from '../lib/status-words.ts'

interface OverrideFactsProps {
  override: CalendarOverride
  onClose: () => void
  onDone: () => void
}

/** Who overrode the calendar, why and until when; and its end before its time. */
export function OverrideFacts({ override, onClose, onDone }: OverrideFactsProps): VNode {
  const end = useAction(async () => {
    await api.delete(`/api/overrides/${override.id}`)
    toast('Override ended')
    onDone()
    onClose()
  })
  const running = Date.parse(override.until) > Date.now()
  const body = html`${facts([
    ['Mode', modeWords(override.mode).label],
    ['Chargers', override.chargerIds.join(', ')],
    ['Reason', override.reason],
    ['By', override.actor],
    ['Until', time(override.until, 'full')],
  ])}
  ${end.problem && problemNotice(end.problem)}
  ${
    running &&
    may('overrides.write') &&
    html`<div class="form-actions">
      <button type="button" class="button" disabled=${end.busy} onClick=${() => void end.run()}>
        End override now
      </button>
    </div>`
  }`
  return h(Dialog, { title: 'Override', onClose, children: body })
}
