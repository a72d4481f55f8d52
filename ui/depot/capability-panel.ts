import type { VNode } from 'preact'
import { panel } from '../components/panel.ts'
import { status } from '../components/status.ts'
import { loading } from '../components/states.ts'
import type { Capability, Charger } from '../lib/api-types.ts'
import { useChargers } from '../lib/charger-feed.ts'
import { html } from '../lib/html.ts'
import { chargerPath } from '../lib/names.ts'
import { capabilityWords } from '../lib/status-words.ts'

const states = ['unsupported', 'partially_supported', 'fully_supported'] as const

/** What the chargers of a group, or of the depot, can enforce: to be seen before it is switched on. */
export function CapabilityPanel({ groupId }: { groupId: number | null }): VNode {
  const { loaded } = useChargers()
  const title = 'What these chargers can enforce'
  if (loaded.state !== 'ready') return panel({ title, body: loading(3) })
  const chargers = loaded.data.filter(
    (each) => each.status === 'approved' && (groupId === null || each.groupId === groupId),
  )
  const body = html`<div class="stack">
    ${states.map((state) =>
      ofState(
        state,
        chargers.filter(({ capability }) => capability.state === state),
      ),
    )}
    ${chargers.length === 0 && html`<p class="soft">No charger here yet.</p>`}
  </div>`
  return panel({ title, count: chargers.length, body })
}

function ofState(state: Capability['state'], chargers: Charger[]): VNode | null {
  if (chargers.length === 0) return null
  const head = html`<div class="spread">
    ${status(capabilityWords(state))}
    <span class="soft small">${chargers.length === 1 ? '1 charger' : `${chargers.length} chargers`}</span>
  </div>`
  if (state === 'fully_supported') return head
  return html`<div class="stack tight" key=${state}>
    ${head}
    <ul class="reasons">
      ${chargers.slice(0, 20).map(
        ({ id, capability: { reasons, acknowledged } }) =>
          html`<li key=${id}>
            <span
              ><a href=${chargerPath(id)}>${id}</a
              >${acknowledged && html` <span class="soft small">known to ${acknowledged.by}</span>`}</span
            >
            ${reasons.map((reason) => html`<span class="small soft">${reason}</span>`)}
          </li>`,
      )}
    </ul>
  </div>`
}
