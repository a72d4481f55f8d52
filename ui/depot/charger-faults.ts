import type { VNode } from 'preact'
import { icon } from '../components/icon.ts'
import { panel } from '../components/panel.ts'
import { empty, whenLoaded } from '../components/states.ts'
import { time } from '../components/time.ts'
import { withQuery } from '../lib/api.ts'
import type { Charger, Fault, Page } from '../lib/api-types.ts'
import { words } from '../lib/format.ts'
import { html } from '../lib/html.ts'
import { connectorName } from '../lib/names.ts'
import { useChange, useResource } from '../lib/resource.ts'

/** What the charger itself reports as broken, with the vendor's own codes as they came. */
export function ChargerFaults({ charger }: { charger: Charger }): VNode {
  const faults = useResource<Page<Fault>>(withQuery('/api/faults', { chargerId: charger.id, limit: 10 }))
  useChange(charger.activeFaults, faults.reload)
  const body = whenLoaded(
    faults,
    ({ items }) =>
      items.length === 0
        ? empty({
            icon: 'circle-check',
            title: 'No fault reported',
            text: 'A refused start is no fault: see the decisions.',
          })
        : html`<ul class="rows">
            ${items.toSorted(openFirst).map((fault) => faultRow(fault))}
          </ul>`,
    2,
  )
  return panel({ title: 'Faults', count: charger.activeFaults || null, flush: true, body })
}

function faultRow(fault: Fault): VNode {
  const open = fault.clearedAt === null
  const vendor = [fault.vendorId, fault.vendorCode].filter(Boolean).join(' ')
  return html`<li class="fault-row" key=${fault.id}>
    <span class="status ${open ? 'bad' : 'idle'}">${icon(open ? 'warning' : 'check')}</span>
    <div>
      <span class="strong">${words(fault.code)}</span>
      ${vendor && html` <code class="vendor-code">${vendor}</code>`}
      ${fault.info && html`<div class="small">${fault.info}</div>`}
      <div class="soft small">
        ${connectorName(fault.evseId, fault.connectorId)} ·
        ${open ? html` since ${time(fault.startedAt)}` : html` ${time(fault.startedAt)} to ${time(fault.clearedAt ?? '')}`}
      </div>
    </div>
  </li>`
}

function openFirst(one: Fault, other: Fault): number {
  return Number(one.clearedAt !== null) - Number(other.clearedAt !== null)
}
