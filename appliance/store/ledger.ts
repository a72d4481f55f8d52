import { prepare } from './prepare.ts'
import type { LedgerTable } from './schema/ledger.ts'
import { sql } from './sql.ts'
import type { LedgerHead, Reader, Tx } from './store.ts'

/** What the first entry's hash is chained to: 32 zero bytes. */
const genesis: LedgerHead = { seq: 0, hash: new Uint8Array(32) }

/** Where the chain stands in the database. */
export function readLedgerHead(reader: Reader): LedgerHead {
  return (
    reader.get(sql.selectFrom('ledger').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1)) ?? genesis
  )
}

const insert = prepare<LedgerTable>((p) =>
  sql.insertInto('ledger').values({
    seq: p.seq,
    at: p.at,
    actor: p.actor,
    action: p.action,
    subject: p.subject,
    requestId: p.requestId,
    body: p.body,
    hash: p.hash,
  }),
)

/** Stores an entry whose hash has been computed. Everybody but `ledger/append.ts` appends through that. */
export function insertLedgerEntry(tx: Tx, entry: LedgerTable): void {
  tx.execute(insert, entry)
}

export interface LedgerFilter {
  readonly actor?: string
  readonly subject?: string
  readonly action?: string
  readonly requestId?: string
  readonly from?: string
  readonly to?: string
}

/** Newest first, starting below `before` (a `seq`). */
export function listLedger(
  reader: Reader,
  filter: LedgerFilter,
  limit: number,
  before: number | null,
): LedgerTable[] {
  let query = sql.selectFrom('ledger').selectAll().orderBy('seq', 'desc').limit(limit)
  if (before !== null) query = query.where('seq', '<', before)
  if (filter.actor) query = query.where('actor', '=', filter.actor)
  if (filter.subject) query = query.where('subject', '=', filter.subject)
  if (filter.action) query = query.where('action', '=', filter.action)
  if (filter.requestId) query = query.where('requestId', '=', filter.requestId)
  if (filter.from) query = query.where('at', '>=', filter.from)
  if (filter.to) query = query.where('at', '<', filter.to)
  return reader.all(query)
}
