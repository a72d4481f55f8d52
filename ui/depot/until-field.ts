import type { VNode } from 'preact'
import { textField } from '../components/field.ts'
import { html } from '../lib/html.ts'
import { depotZone } from '../lib/time.ts'
import { fromLocalInput, relativeTime, toLocalInput, zoneName } from '../lib/zoned-time.ts'

const spans = [1, 4, 12, 24]

/** The end of something, in depot time, with a few usual ones to press. */
export function untilField(until: string, setUntil: (value: string) => void, ended: boolean): VNode {
  const end = until === '' ? null : fromLocalInput(until, depotZone())
  const zone = `${depotZone()}${end ? `, ${zoneName(end, depotZone())}` : ''}`
  return html`<div class="stack tight">
    ${textField({
      label: 'Until',
      value: until,
      onValue: setUntil,
      hint: `Depot time (${zone})${end ? `, ${relativeTime(end.toISOString(), new Date())}` : ''}`,
      error: ended ? 'Choose a time in the future' : null,
      attributes: { type: 'datetime-local', required: true },
    })}
    <div class="cluster">
      ${spans.map(
        (hours) =>
          html`<button type="button" class="chip" key=${hours} onClick=${() => setUntil(inHours(hours))}>
            ${hours === 1 ? '1 hour' : `${hours} hours`}
          </button>`,
      )}
    </div>
  </div>`
}

export function inHours(hours: number): string {
  return toLocalInput(new Date(Date.now() + hours * 3_600_000), depotZone())
}
