import { emptyFold, type TransactionFold } from '../domain/transaction.ts'
import { prepare } from './prepare.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

const find = prepare<{ sessionId: number }, { fold: string }>((p) =>
  sql.selectFrom('sessionFold').select('fold').where('sessionId', '=', p.sessionId),
)

/** What has been told of a session; nothing once that has been dropped. */
export function readFold(reader: Reader, sessionId: number): TransactionFold {
  const row = reader.find(find, { sessionId })
  return row ? (JSON.parse(row.fold) as TransactionFold) : emptyFold
}

const save = prepare<{ sessionId: number; fold: string }>((p) =>
  sql
    .insertInto('sessionFold')
    .values({ sessionId: p.sessionId, fold: p.fold })
    .onConflict((conflict) => conflict.column('sessionId').doUpdateSet({ fold: p.fold })),
)

export function saveFold(tx: Tx, sessionId: number, fold: TransactionFold): void {
  tx.execute(save, { sessionId, fold: JSON.stringify(fold) })
}

/**
 * Drops those of ended sessions that have not changed since an instant (UTC text), among the oldest `limit`;
 * returns how many.
 */
export function deleteOldFolds(tx: Tx, before: string, limit: number): number {
  const oldest = sql.selectFrom('sessionFold').select('sessionId').orderBy('sessionId').limit(limit)
  const over = sql
    .selectFrom('session')
    .select('id')
    .where('id', 'in', oldest)
    .where('state', '=', 'ended')
    .where('updatedAt', '<', before)
  return tx.run(sql.deleteFrom('sessionFold').where('sessionId', 'in', over)).changes
}
