import { fromUtcText, toUtcText } from '../domain/utc-text.ts'
import { findAgreement } from '../store/agreements.ts'
import { findIdentifier, updateIdentifier, type IdentifierRow } from '../store/identifiers.ts'
import type { Reader } from '../store/store.ts'
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

/** What is left out stays as it is. */
export interface ChangeIdentifierInput {
  readonly id: number
  readonly change: Partial<IdentifierDetails>
}

export type ChangeIdentifierOutcome =
  | { readonly kind: 'changed'; readonly notes: readonly string[] }
  | { readonly kind: 'not_found' }
  | DetailsProblem

/** Changes what is known about an identifier, for example blocks it. The next attempt is decided by it. */
export function changeIdentifier(
  context: FlowContext,
  origin: Origin,
  { id, change }: ChangeIdentifierInput,
): Promise<ChangeIdentifierOutcome> {
  return context.commits.write((tx) => {
    const row = findIdentifier(tx, id)
    if (!row) return { kind: 'not_found' }
    const settings = settingsFrom(
      { ...detailsOf(tx, row), ...change },
      agreementsOf(tx),
      toUtcText(context.clock.now()),
    )
    if ('kind' in settings) return settings
    updateIdentifier(tx, id, settings)
    recordIdentifier(tx, origin, 'identifier.changed', { ...row, ...settings })
    listChanged(tx, context)
    return { kind: 'changed', notes: notesOn(settings) }
  })
}

function detailsOf(reader: Reader, row: IdentifierRow): IdentifierDetails {
  const { agreementId, validFrom, validTo } = row
  return {
    ...row,
    agreement: agreementId === null ? null : findAgreement(reader, agreementId)!.name,
    validFrom: validFrom === null ? null : fromUtcText(validFrom),
    validTo: validTo === null ? null : fromUtcText(validTo),
  }
}
