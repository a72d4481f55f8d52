import Database from 'better-sqlite3'
import type { WriteFailureKind } from '../domain/write-failed.ts'

const unwritable = /^SQLITE_(IOERR|READONLY|CANTOPEN|BUSY|NOLFS)/

/** What an error of SQLite says of disk and database; null where it is about the write itself (a constraint). */
export function writeFailureOf(error: unknown): WriteFailureKind | null {
  if (!(error instanceof Database.SqliteError)) return null
  const { code } = error
  if (code.startsWith('SQLITE_FULL')) return 'full'
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'damaged'
  return unwritable.test(code) ? 'unwritable' : null
}
