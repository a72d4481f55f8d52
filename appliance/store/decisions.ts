import type { DecisionOutcome, DecisionReason } from '../domain/decision.ts'
import type { Restriction } from '../domain/team-rule.ts'
import { prepare } from './prepare.ts'
import type { DecisionTable } from './schema/decision.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

const insert = prepare<DecisionTable>((p) =>
  sql.insertInto('decision').values({
    id: p.id,
    at: p.at,
    chargerId: p.chargerId,
    evseId: p.evseId,
    connectorId: p.connectorId,
    outcome: p.outcome,
    reason: p.reason,
    accessClass: p.accessClass,
    identifierKey: p.identifierKey,
    maskedIdentifier: p.maskedIdentifier,
    observed: p.observed,
  }),
)

/** What a decision is looked up by; its record is the ledger entry of the same number. */
export function insertDecision(tx: Tx, decision: DecisionTable): void {
  tx.execute(insert, decision)
}

/** What a decision said. */
export interface RecordedDecision {
  readonly outcome: DecisionOutcome
  readonly reason: DecisionReason
  readonly restriction: Restriction | null
  /** It was not enforced: what would have happened. */
  readonly observed: boolean
}

const find = prepare<{ id: number }, { body: string }>((p) =>
  sql.selectFrom('ledger').select('body').where('seq', '=', p.id),
)

/** What was decided then, from its record; null where no such decision is. */
export function findDecision(reader: Reader, id: number): RecordedDecision | null {
  const row = reader.find(find, { id })
  return row ? (JSON.parse(row.body) as RecordedDecision) : null
}
