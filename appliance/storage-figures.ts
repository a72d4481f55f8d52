import { statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What the database and its disk hold, in bytes. */
export function storageFigures(dataDir: string): { databaseBytes: number; freeBytes: number } {
  const disk = statfsSync(dataDir)
  const files = ['gatehouse.db', 'gatehouse.db-wal'].map((name) => join(dataDir, name))
  const sizes = files.map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0)
  return {
    databaseBytes: sizes.reduce((sum, size) => sum + size, 0),
    freeBytes: disk.bavail * disk.bsize,
  }
}
