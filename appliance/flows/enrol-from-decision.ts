import { toUtcText } from '../domain/utc-text.ts'
import {
  deleteUnknownAttempt,
  findIdentifierByKey,
  findUnknownAttempt,
  insertIdentifier,
} from '../store/identifiers.ts'
import { findDecisionRow } from '../store/decision-list.ts'
import type { FlowContext, Origin } from './context.ts'
import {
  agreementsOf,
  listChanged,
  notesOn,
  recordIdentifier,
  settingsFrom,
  type DetailsProblem,
  type IdentifierDetails,
} from './identifier-change.ts'

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
    const createdAt = toUtcText(context.clock.now())
    const settings = settingsFrom({ ...details, type, status: 'active' }, agreementsOf(tx), createdAt)
    if ('kind' in settings) return settings
    const row = { key, sealed, maskedIdentifier, createdAt, ...settings }
    const id = insertIdentifier(tx, row)
    deleteUnknownAttempt(tx, key)
    recordIdentifier(tx, origin, 'identifier.enrolled', { id, ...row })
    listChanged(tx, context)
    return { kind: 'enrolled', id, notes: notesOn(settings) }
  })
}
