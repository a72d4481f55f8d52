import { prepare } from './prepare.ts'
import type { UnknownAttemptTable } from './schema/identifier.ts'
import { sql } from './sql.ts'
import type { Tx } from './store.ts'

/** Enough for a day of strangers; whoever is enrolled from a denial has just been refused. */
const keep = 1_000

const touch = prepare<{ key: string; at: string }>((p) =>
  sql.updateTable('unknownAttempt').set({ lastSeenAt: p.at }).where('key', '=', p.key),
)

/**
 * Keeps an unknown identifier, sealed, for a while. `seal` is only asked for one that is not kept yet:
 * strangers come back, and sealing costs more than looking.
 */
export function keepUnknownAttempt(
  tx: Tx,
  attempt: Omit<UnknownAttemptTable, 'sealed'>,
  seal: () => Uint8Array,
): void {
  if (tx.execute(touch, { key: attempt.key, at: attempt.lastSeenAt }).changes > 0) return
  tx.run(sql.insertInto('unknownAttempt').values({ ...attempt, sealed: seal() }))
  const surplus = sql
    .selectFrom('unknownAttempt')
    .select('key')
    .orderBy('lastSeenAt', 'desc')
    .limit(-1)
    .offset(keep)
  tx.run(sql.deleteFrom('unknownAttempt').where('key', 'in', surplus))
}

/** Forgets identifiers that were last presented before an instant, UTC text. */
export function deleteOldAttempts(tx: Tx, before: string): void {
  tx.run(sql.deleteFrom('unknownAttempt').where('lastSeenAt', '<', before))
}
