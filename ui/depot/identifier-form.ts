import type { VNode } from 'preact'
import { choiceField, textField } from '../components/field.ts'
import type { AccessClass, Identifier } from '../lib/api-types.ts'
import { h, html } from '../lib/html.ts'
import { depotZone } from '../lib/time.ts'
import { lastDayBefore, toLocalInput } from '../lib/zoned-time.ts'
import { AgreementField } from './agreement-field.ts'

/** What people say about an identifier, as the form holds it; empty text is "nothing". */
export interface IdentifierDraft {
  accessClass: AccessClass
  vehicle: string
  driver: string
  agreement: string
  firstDay: string
  lastDay: string
}

export const emptyDraft: IdentifierDraft = {
  accessClass: 'own_fleet',
  vehicle: '',
  driver: '',
  agreement: '',
  firstDay: '',
  lastDay: '',
}

export function draftOf(identifier: Identifier): IdentifierDraft {
  const { accessClass, vehicle, driver, agreement, validFrom, validTo } = identifier
  return {
    accessClass,
    vehicle: vehicle ?? '',
    driver: driver ?? '',
    agreement: agreement ?? '',
    firstDay: validFrom === null ? '' : toLocalInput(new Date(validFrom), depotZone()).slice(0, 10),
    lastDay: validTo === null ? '' : lastDayBefore(validTo, depotZone()),
  }
}

/** The draft as the API takes it: days of the depot's zone, the last one included. */
export function detailsOf(draft: IdentifierDraft) {
  const { accessClass } = draft
  return {
    accessClass,
    vehicle: draft.vehicle.trim() || null,
    driver: draft.driver.trim() || null,
    agreement: accessClass === 'agreement' ? draft.agreement || null : null,
    validFrom: draft.firstDay || null,
    validTo: draft.lastDay || null,
  }
}

/** Whether such an identifier would be refused however it is presented. */
export function isIncomplete({ accessClass, vehicle, driver, agreement }: IdentifierDraft): boolean {
  return accessClass === 'own_fleet' ? !vehicle.trim() && !driver.trim() : agreement === ''
}

/** The fields that adding, enrolling and changing an identifier share. */
export function identifierFields(
  draft: IdentifierDraft,
  change: (changes: Partial<IdentifierDraft>) => void,
): VNode {
  const { accessClass, vehicle, driver, agreement, firstDay, lastDay } = draft
  const date = { type: 'date' }
  return html`${choiceField<AccessClass>({
      legend: 'Belongs to',
      name: 'class',
      value: accessClass,
      onValue: (value) => change({ accessClass: value }),
      options: [
        ['own_fleet', 'Own fleet', 'A vehicle or driver of this depot.'],
        ['agreement', 'Agreement', 'Somebody else’s, under an agreement.'],
      ],
    })}
    ${accessClass === 'agreement' && h(AgreementField, { value: agreement, onValue: (value) => change({ agreement: value }) })}
    <div class="field-row">
      ${textField({ label: 'Vehicle', value: vehicle, onValue: (value) => change({ vehicle: value }) })}
      ${textField({ label: 'Driver', value: driver, onValue: (value) => change({ driver: value }) })}
    </div>
    ${
      accessClass === 'own_fleet' &&
      isIncomplete(draft) &&
      html`<p class="soft small">A fleet card needs a vehicle or a driver; without, it is refused.</p>`
    }
    <div class="field-row">
      ${textField({ label: 'First valid day (optional)', value: firstDay, onValue: (value) => change({ firstDay: value }), attributes: date })}
      ${textField({ label: 'Last valid day (optional)', value: lastDay, onValue: (value) => change({ lastDay: value }), attributes: date })}
    </div>`
}
