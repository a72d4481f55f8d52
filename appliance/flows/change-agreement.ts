import { fromUtcText, toUtcText } from '../domain/utc-text.ts'
import { findAgreement, findAgreementByName, updateAgreement } from '../store/agreements.ts'
import { agreementRow, type AgreementDetails } from './agreement-change.ts'
import type { FlowContext, Origin } from './context.ts'
import { listChanged } from './identifier-change.ts'
import { recordChange } from './record-change.ts'

/** What is left out stays as it is. */
export interface ChangeAgreementInput {
  readonly id: number
  readonly change: Partial<AgreementDetails>
}

export type ChangeAgreementOutcome =
  | { readonly kind: 'changed' }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'name_taken' }
  | { readonly kind: 'validity_reversed' }

/** Changes an agreement; whoever does so confirms it, so that it counts as refreshed. */
export function changeAgreement(
  context: FlowContext,
  origin: Origin,
  { id, change }: ChangeAgreementInput,
): Promise<ChangeAgreementOutcome> {
  return context.commits.write((tx) => {
    const before = findAgreement(tx, id)
    if (!before) return { kind: 'not_found' }
    const at = toUtcText(context.clock.now())
    const validFrom = before.validFrom === null ? null : fromUtcText(before.validFrom)
    const validTo = before.validTo === null ? null : fromUtcText(before.validTo)
    const details = { ...before, validFrom, validTo, ...change }
    const row = agreementRow(details, { refreshedAt: at, updatedAt: at })
    if ('kind' in row) return row
    const namesake = findAgreementByName(tx, row.name)
    if (namesake && namesake.id !== id) return { kind: 'name_taken' }
    updateAgreement(tx, { id, ...row })
    recordChange(tx, origin, {
      at,
      action: 'agreement.changed',
      subject: `agreement:${id}`,
      body: { id, ...row },
    })
    listChanged(tx, context)
    return { kind: 'changed' }
  })
}
