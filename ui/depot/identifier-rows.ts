import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { icon } from '../components/icon.ts'
import { badge, status } from '../components/status.ts'
import { time } from '../components/time.ts'
import { may } from '../lib/api.ts'
import type { Identifier } from '../lib/api-types.ts'
import { h, html } from '../lib/html.ts'
import { accessClassLabels, identifierTypeLabels } from '../lib/names.ts'
import { identifierStatus } from '../lib/status-words.ts'
import { depotZone, useNow } from '../lib/time.ts'
import { endOfValidity } from '../lib/zoned-time.ts'
import { IdentifierDialog } from './identifier-dialog.ts'

interface RowsProps {
  identifiers: Identifier[]
  reload: () => void
}

/** Identifiers as lines; who may change them opens one by its line. */
export function IdentifierRows({ identifiers, reload }: RowsProps): VNode {
  const [open, setOpen] = useState<Identifier | null>(null)
  const now = useNow()
  return html`<ul class="rows">
      ${identifiers.map((each) => row(each, now, () => setOpen(each)))}
    </ul>
    ${open && h(IdentifierDialog, { identifier: open, onClose: () => setOpen(null), onDone: reload })}`
}

function row(identifier: Identifier, now: Date, open: () => void): VNode {
  const content = cells(identifier, now)
  return may('identifiers.write')
    ? html`<li key=${identifier.id}>
        <button type="button" class="identifier-row" onClick=${open}>
          ${content}<span class="go">${icon('right')}</span>
        </button>
      </li>`
    : html`<li key=${identifier.id}><div class="identifier-row">${content}</div></li>`
}

function cells(identifier: Identifier, now: Date): VNode[] {
  const { vehicle, driver, fleet, agreement } = identifier
  const owner = [vehicle, driver, fleet, agreement].filter(Boolean).join(' · ')
  const unbound = identifier.accessClass === 'own_fleet' && !vehicle && !driver
  const noOwner = unbound ? badge({ icon: 'warning', label: 'No vehicle or driver', tone: 'warn' }) : '–'
  return [
    html`<span class="mask">
      <span class="mono strong">${identifier.maskedIdentifier}</span>
      <span class="soft small">${identifierTypeLabels[identifier.type]}</span>
    </span>`,
    html`<span class="owner">
      <span>${owner || noOwner}</span>
      <span class="soft small">${accessClassLabels[identifier.accessClass]}</span>
    </span>`,
    html`<span class="state">${status(identifierStatus(identifier))}</span>`,
    html`<span class="validity small">${validity(identifier, now)}</span>`,
  ]
}

function validity({ validFrom, validTo }: Identifier, now: Date): VNode {
  if (validTo !== null && Date.parse(validTo) <= now.getTime()) {
    return badge({ icon: 'clock', label: 'Expired', tone: 'warn' })
  }
  if (validFrom !== null && Date.parse(validFrom) > now.getTime())
    return html`<span>from ${time(validFrom)}</span>`
  if (validTo !== null) return html`<span>until ${endOfValidity(validTo, now, depotZone())}</span>`
  return html`<span class="soft">no end</span>`
}
