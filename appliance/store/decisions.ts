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
  }),
)

/** What a decision is looked up by; its record is the ledger entry of the same number. */
export function insertDecision(tx: Tx, decision: DecisionTable): void {
  tx.execute(insert, decision)
}

export type DecisionVerdict = Pick<DecisionTable, 'id' | 'outcome' | 'reason' | 'accessClass'>

const find = prepare<{ id: number }, DecisionVerdict>((p) =>
  sql.selectFrom('decision').select(['id', 'outcome', 'reason', 'accessClass']).where('id', '=', p.id),
)

/** What was decided then. */
export function findDecision(reader: Reader, id: number): DecisionVerdict | undefined {
  return reader.find(find, { id })
}
