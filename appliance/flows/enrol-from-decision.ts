import { deleteUnknownAttempt, findIdentifierByKey, findUnknownAttempt } from '../store/identifiers.ts'
import { findDecisionRow } from '../store/decision-list.ts'
import type { FlowContext, Origin } from './context.ts'
import { enlist, type DetailsProblem, type IdentifierDetails } from './identifier-change.ts'

export interface EnrolInput extends Omit<IdentifierDetails, 'type' | 'status'> {
  readonly decisionId: number
}

export type EnrolOutcome =
  | { readonly kind: 'enrolled'; readonly id: number; readonly notes: readonly string[] }
  | { readonly kind: 'not_found' }
  /** The decision was not about an unknown identifier. */
  | { readonly kind: 'not_unknown' }
  | { readonly kind: 'exists'; readonly id: number }
  /** It is too long ago: the attempt is no longer kept. */
  | { readonly kind: 'forgotten' }
  | DetailsProblem

/** Makes a refused unknown attempt an identifier of the list, without anybody seeing what it is. */
export function enrolFromDecision(
  context: FlowContext,
  origin: Origin,
  { decisionId, ...details }: EnrolInput,
): Promise<EnrolOutcome> {
  return context.commits.write((tx) => {
    const decision = findDecisionRow(tx, decisionId)
    if (!decision) return { kind: 'not_found' }
    const { reason, identifierKey: key } = decision
    if (reason !== 'unknown_identifier' || key === null) return { kind: 'not_unknown' }
    const existing = findIdentifierByKey(tx, key)
    if (existing) return { kind: 'exists', id: existing.id }
    const attempt = findUnknownAttempt(tx, key)
    if (!attempt) return { kind: 'forgotten' }
    const { type, sealed, maskedIdentifier } = attempt
    const identifier = { key, sealed, maskedIdentifier }
    const known = { ...details, type, status: 'active' } as const
    const enlisted = enlist(tx, context, origin, 'identifier.enrolled', identifier, known)
    if (enlisted.kind !== 'enlisted') return enlisted
    deleteUnknownAttempt(tx, key)
    return { ...enlisted, kind: 'enrolled' }
  })
}
