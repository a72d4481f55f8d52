import type Database from 'better-sqlite3'
import { first } from './migrations/001-first.ts'

/** In order; the database's `user_version` counts how many it has had. */
const migrations: readonly string[] = [first]

/** A database written by a newer Gatehouse than this one. */
class DatabaseTooNewError extends Error {}

/**
 * Brings the database to this version's schema, each migration in a transaction of its own. Returns the
 * version it had before. Throws `DatabaseTooNewError` rather than touch what it does not understand.
 */
export function migrate(database: Database.Database): { from: number; to: number } {
  const from = Number(database.pragma('user_version', { simple: true }))
  if (from > migrations.length) {
    throw new DatabaseTooNewError(
      `gatehouse.db has schema ${from}, this version knows ${migrations.length}. Start the newer version that wrote it, or restore a backup.`,
    )
  }
  for (const [index, ddl] of migrations.entries()) {
    if (index < from) continue
    database.transaction(() => {
      database.exec(ddl)
      database.pragma(`user_version = ${index + 1}`)
    })()
  }
  return { from, to: migrations.length }
}
