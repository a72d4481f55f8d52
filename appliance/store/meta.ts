import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

/** Reads a single fact about the database; null when it was never set. */
export function readMeta(reader: Reader, key: string): string | null {
  return reader.get(sql.selectFrom('meta').select('value').where('key', '=', key))?.value ?? null
}

/** Sets a single fact about the database. */
export function writeMeta(tx: Tx, key: string, value: string): void {
  tx.run(
    sql
      .insertInto('meta')
      .values({ key, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value })),
  )
}

/** Forgets it. */
export function deleteMeta(tx: Tx, key: string): void {
  tx.run(sql.deleteFrom('meta').where('key', '=', key))
}
