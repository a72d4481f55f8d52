import { toUtcText } from '../domain/utc-text.ts'
import { countCovered, deleteAgreement, findAgreement } from '../store/agreements.ts'
import type { FlowContext, Origin } from './context.ts'
import { listChanged } from './identifier-change.ts'
import { recordChange } from './record-change.ts'

export type RemoveAgreementOutcome =
  | { readonly kind: 'removed' }
  | { readonly kind: 'not_found' }
  /** Identifiers are covered by it; without it nothing would limit them. */
  | { readonly kind: 'in_use'; readonly identifiers: number }

/** Removes an agreement that covers nothing any more. */
export function removeAgreement(
  context: FlowContext,
  origin: Origin,
  id: number,
): Promise<RemoveAgreementOutcome> {
  return context.commits.write((tx) => {
    const agreement = findAgreement(tx, id)
    if (!agreement) return { kind: 'not_found' }
    const identifiers = countCovered(tx, id)
    if (identifiers > 0) return { kind: 'in_use', identifiers }
    deleteAgreement(tx, id)
    const at = toUtcText(context.clock.now())
    const { name } = agreement
    recordChange(tx, origin, {
      at,
      action: 'agreement.removed',
      subject: `agreement:${id}`,
      body: { id, name },
    })
    listChanged(tx, context)
    return { kind: 'removed' }
  })
}
