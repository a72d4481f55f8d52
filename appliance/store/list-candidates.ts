import type { AgreementFacts, IdentifierFacts } from '../domain/decision.ts'
import type { ListCandidate } from '../domain/local-list.ts'
import type { TeamRule } from '../domain/team-rule.ts'
import { fromUtcText } from '../domain/utc-text.ts'
import { readAgreement, readTeamRules } from './access-facts.ts'
import { sql } from './sql.ts'
import type { Reader } from './store.ts'

/** An identifier with all that a decision about it rests on. */
export interface IdentifierInList extends Omit<ListCandidate, 'lastUse'> {
  readonly facts: IdentifierFacts
  readonly agreement: AgreementFacts | null
  readonly teamRules: readonly TeamRule[]
  readonly lengthCharacters: number
}

/** All identifiers that may be active. */
export function listIdentifiersWithFacts(reader: Reader): IdentifierInList[] {
  const agreements = new Map<number, AgreementFacts | null>()
  const rules = new Map<string, TeamRule[]>()
  const rows = reader.all(
    sql.selectFrom('identifier').selectAll().where('status', '=', 'active').orderBy('id'),
  )
  return rows.map(({ id, key, sealed, type, ...row }) => {
    const { agreementId, fleet, validTo } = row
    if (agreementId !== null && !agreements.has(agreementId)) {
      agreements.set(agreementId, readAgreement(reader, agreementId))
    }
    if (fleet !== null && !rules.has(fleet)) rules.set(fleet, readTeamRules(reader, fleet))
    return {
      key,
      sealed,
      type,
      accessClass: row.accessClass,
      // A mask has one character for each of the identifier's.
      lengthCharacters: Array.from(row.maskedIdentifier).length,
      validTo,
      facts: { id, ...row, validFrom: instantOrNull(row.validFrom), validTo: instantOrNull(validTo) },
      agreement: agreementId === null ? null : (agreements.get(agreementId) ?? null),
      teamRules: fleet === null ? [] : (rules.get(fleet) ?? []),
    }
  })
}

function instantOrNull(text: string | null): Temporal.Instant | null {
  return text === null ? null : fromUtcText(text)
}
