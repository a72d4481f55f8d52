import type { Insertable } from 'kysely'
import { prepare } from './prepare.ts'
import type { TelemetryGapTable } from './schema/telemetry.ts'
import { sql } from './sql.ts'
import type { Tx } from './store.ts'

export type NewGap = Omit<Required<Insertable<TelemetryGapTable>>, 'id'>

const insert = prepare<NewGap>((p) =>
  sql.insertInto('telemetryGap').values({
    lane: p.lane,
    chargerId: p.chargerId,
    fromAt: p.fromAt,
    toAt: p.toAt,
    count: p.count,
    reason: p.reason,
  }),
)

/** Says that telemetry is missing. */
export function insertGap(tx: Tx, gap: NewGap): void {
  tx.execute(insert, gap)
}

/**
 * Says that the oldest telemetry of a lane has been dropped. There is one such record per lane, and it grows:
 * everything up to its end is gone, whichever charger it was of.
 */
export function extendRetentionGap(
  tx: Tx,
  { lane, fromAt, toAt, count }: Pick<NewGap, 'lane' | 'fromAt' | 'toAt' | 'count'>,
): void {
  const known = tx.get(
    sql
      .selectFrom('telemetryGap')
      .select(['id', 'fromAt', 'toAt'])
      .where('lane', '=', lane)
      .where('reason', '=', 'retention')
      .where('chargerId', 'is', null)
      .limit(1),
  )
  if (known === undefined) {
    return insertGap(tx, { lane, chargerId: null, fromAt, toAt, count, reason: 'retention' })
  }
  tx.run(
    sql
      .updateTable('telemetryGap')
      .set((column) => ({
        fromAt: fromAt < known.fromAt ? fromAt : known.fromAt,
        toAt: toAt > known.toAt ? toAt : known.toAt,
        count: column('count', '+', count),
      }))
      .where('id', '=', known.id),
  )
}
