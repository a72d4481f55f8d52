/** The append-only, hash-chained record of every fact that matters. */
export interface LedgerTable {
  seq: number
  at: string
  /** Who did it: `charger:CP1`, `user:ana`, `token:ci`, `cli:root`, `gateway`. */
  actor: string
  /** What was done: `session.started`, `identifier.blocked`. */
  action: string
  /** What it was done to: `session:42`, `charger:CP1`. */
  subject: string
  requestId: string | null
  /** Canonical JSON (RFC 8785). */
  body: string
  /** SHA-256 over the previous hash and this entry. */
  hash: Uint8Array
}
