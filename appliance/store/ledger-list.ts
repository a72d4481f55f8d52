import type { LedgerFilter } from './ledger.ts'
import { scanLimit, type Page, type PageRequest } from './page.ts'
import type { LedgerTable } from './schema/ledger.ts'
import { sql } from './sql.ts'
import type { Reader } from './store.ts'

/** Newest first. Entries are numbered without gaps, so a page looks through a stretch of numbers. */
export function pageLedger(
  reader: Reader,
  filter: LedgerFilter,
  { limit, cursor }: PageRequest,
): Page<LedgerTable> {
  const newest = sql.selectFrom('ledger').select('seq').orderBy('seq', 'desc').limit(1)
  const below = cursor ?? (reader.get(newest)?.seq ?? 0) + 1
  const lowest = Math.max(1, below - scanLimit)
  let query = sql.selectFrom('ledger').selectAll().where('seq', '<', below).where('seq', '>=', lowest)
  if (filter.actor) query = query.where('actor', '=', filter.actor)
  if (filter.subject) query = query.where('subject', '=', filter.subject)
  if (filter.action) query = query.where('action', '=', filter.action)
  if (filter.requestId) query = query.where('requestId', '=', filter.requestId)
  if (filter.from) query = query.where('at', '>=', filter.from)
  if (filter.to) query = query.where('at', '<', filter.to)
  const items = reader.all(query.orderBy('seq', 'desc').limit(limit))
  if (items.length === limit) {
    const last = items.at(-1)!.seq
    return { items, nextCursor: last > 1 ? last : null }
  }
  return { items, nextCursor: lowest > 1 ? lowest : null }
}
