import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Another process works on this data directory. */
export class DataDirectoryInUseError extends Error {}

/**
 * Keeps a second process off the data directory for as long as this one lives. It is a lock that SQLite
 * holds on a file of its own: the kernel drops it with the process, so a power cut leaves nothing stale.
 * Returns the release. Throws `DataDirectoryInUseError` when somebody else holds it.
 */
export function lockDataDirectory(dataDir: string): () => void {
  const lock = new Database(join(dataDir, 'gatehouse.lock'), { timeout: 0 })
  try {
    lock.pragma('journal_mode = DELETE')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    throw new DataDirectoryInUseError(`another Gatehouse process is using ${dataDir}`, { cause })
  }
  return () => lock.close()
}
