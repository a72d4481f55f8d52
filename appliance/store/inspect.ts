import Database from 'better-sqlite3'

/** What can be said of a database without being its owner. */
export interface Inspection {
  /** What SQLite finds wrong; empty where nothing is. */
  readonly problems: readonly string[]
  readonly lastLedgerAt: string | null
  /** Something that was sealed under the master key; null where nothing has been. */
  readonly sealedSample: Uint8Array | null
}

/**
 * Looks into the database, read-only, whether or not a gateway works on it: nothing is migrated and nothing is
 * locked. Throws where the file is no database of ours.
 */
export function inspectDatabase(path: string): Inspection {
  const database = new Database(path, { readonly: true, fileMustExist: true, timeout: 5000 })
  try {
    const checked = database.pragma('quick_check(10)', { simple: false }) as { quick_check: string }[]
    const last = database.prepare('SELECT at FROM ledger ORDER BY seq DESC LIMIT 1').get()
    const sample = database.prepare('SELECT sealed FROM identifier LIMIT 1').get()
    return {
      problems: checked.map((row) => row.quick_check).filter((text) => text !== 'ok'),
      lastLedgerAt: (last as { at: string } | undefined)?.at ?? null,
      sealedSample: (sample as { sealed: Uint8Array } | undefined)?.sealed ?? null,
    }
  } finally {
    database.close()
  }
}
