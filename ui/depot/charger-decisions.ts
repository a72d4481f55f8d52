import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { panel } from '../components/panel.ts'
import { empty, whenLoaded } from '../components/states.ts'
import { withQuery } from '../lib/api.ts'
import type { Decision, Page } from '../lib/api-types.ts'
import { html } from '../lib/html.ts'
import { listen } from '../lib/live.ts'
import { useResource } from '../lib/resource.ts'
import { DecisionRows } from './decision-rows.ts'

/** The last few decisions at one charger: why the last card was refused, in one look. */
export function ChargerDecisions({ chargerId }: { chargerId: string }): VNode {
  const decisions = useResource<Page<Decision>>(withQuery('/api/decisions', { chargerId, limit: 5 }))
  useEffect(
    () => listen('decision', (message) => message['chargerId'] === chargerId && decisions.reload()),
    [chargerId],
  )
  const all = html`<a class="head-link" href=${withQuery('/decisions', { chargerId })}>All decisions</a>`
  const body = whenLoaded(decisions, ({ items }) =>
    items.length === 0
      ? empty({
          icon: 'decisions',
          title: 'Nothing decided here yet',
          text: 'In managed access every attempt to start is decided and explained here. In freevend nothing is.',
        })
      : html`<${DecisionRows} decisions=${items} showCharger=${false} onEnrolled=${decisions.reload} />`,
  )
  return panel({ title: 'Recent decisions', actions: all, flush: true, body })
}
