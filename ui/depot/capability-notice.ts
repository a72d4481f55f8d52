import type { VNode } from 'preact'
import { icon } from '../components/icon.ts'
import { time } from '../components/time.ts'
import type { Capability } from '../lib/api-types.ts'
import { html } from '../lib/html.ts'

/** A limit of what can be promised stays visible beside the charger. */
export function capabilityNotice({ state, reasons, acknowledged }: Capability): VNode | null {
  if (state === 'fully_supported') return null
  const title =
    state === 'unsupported'
      ? 'This charger cannot be given managed access'
      : 'Managed access is only partially supported'
  return html`<div class="notice warn">
    ${icon('warning')}
    <div>
      <span class="strong">${title}</span>
      ${reasons.map((reason) => html`<div class="small">${reason}</div>`)}
      ${
        acknowledged &&
        html`<div class="small soft">
          Acknowledged by ${acknowledged.by}, ${time(acknowledged.at, 'full')}
        </div>`
      }
    </div>
  </div>`
}
