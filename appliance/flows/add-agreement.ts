import { toUtcText } from '../domain/utc-text.ts'
import { findAgreementByName, insertAgreement } from '../store/agreements.ts'
import { agreementRow, type AgreementDetails } from './agreement-change.ts'
import type { FlowContext, Origin } from './context.ts'
import { listChanged } from './identifier-change.ts'
import { recordChange } from './record-change.ts'

export type AddAgreementOutcome =
  | { readonly kind: 'added'; readonly id: number }
  | { readonly kind: 'name_taken' }
  | { readonly kind: 'validity_reversed' }

/** Lets another fleet's identifiers be covered by an agreement, confirmed as of now. */
export function addAgreement(
  context: FlowContext,
  origin: Origin,
  details: AgreementDetails,
): Promise<AddAgreementOutcome> {
  return context.commits.write((tx) => {
    const at = toUtcText(context.clock.now())
    const row = agreementRow(details, { refreshedAt: at, updatedAt: at })
    if ('kind' in row) return row
    if (findAgreementByName(tx, row.name)) return { kind: 'name_taken' }
    const id = insertAgreement(tx, row)
    recordChange(tx, origin, {
      at,
      action: 'agreement.added',
      subject: `agreement:${id}`,
      body: { id, ...row },
    })
    listChanged(tx, context)
    return { kind: 'added', id }
  })
}
