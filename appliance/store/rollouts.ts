import type { RolloutStage } from '../domain/rollout.ts'
import { prepare } from './prepare.ts'
import type { RolloutTable } from './schema/rollout.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

export type RolloutScope = Pick<RolloutTable, 'scope' | 'scopeId'>

export const depotRollout: RolloutScope = { scope: 'depot', scopeId: '' }

/** The stage of a depot that was never staged. */
export const firstStage: RolloutStage = 'enforce'

const find = prepare<RolloutScope, RolloutTable>((p) =>
  sql.selectFrom('rollout').selectAll().where('scope', '=', p.scope).where('scopeId', '=', p.scopeId),
)

/** Undefined for a charger without a stage of its own, or a depot that was never staged. */
export function findRollout(reader: Reader, scope: RolloutScope): RolloutTable | undefined {
  return reader.find(find, scope)
}

/** The stage of a charger: its own, else the depot's. */
export function stageOf(reader: Reader, chargerId: string): RolloutStage {
  const nearest =
    findRollout(reader, { scope: 'charger', scopeId: chargerId }) ?? findRollout(reader, depotRollout)
  return nearest?.stage ?? firstStage
}

/** Chargers with a stage of their own, by identity. */
export function listChargerRollouts(reader: Reader): RolloutTable[] {
  return reader.all(sql.selectFrom('rollout').selectAll().where('scope', '=', 'charger').orderBy('scopeId'))
}

export function putRollout(tx: Tx, rollout: RolloutTable): void {
  const { stage, changedAt, changedBy } = rollout
  tx.run(
    sql
      .insertInto('rollout')
      .values(rollout)
      .onConflict((conflict) =>
        conflict.columns(['scope', 'scopeId']).doUpdateSet({ stage, changedAt, changedBy }),
      ),
  )
}

export function deleteRollout(tx: Tx, { scope, scopeId }: RolloutScope): void {
  tx.run(sql.deleteFrom('rollout').where('scope', '=', scope).where('scopeId', '=', scopeId))
}
