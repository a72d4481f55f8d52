import { sql as raw } from 'kysely'
import type { AccessClass } from '../domain/identifier.ts'
import { containing, scannedPage, type Page, type PageRequest } from './page.ts'
import type { DecisionTable } from './schema/decision.ts'
import { sql } from './sql.ts'
import type { Reader } from './store.ts'

export interface DecisionFilter {
  readonly chargerId?: string
  readonly outcome?: 'allow' | 'deny'
  readonly reason?: string
  readonly accessClass?: AccessClass
  /** Part of the mask. */
  readonly maskedIdentifier?: string
  /** UTC text; `from` included, `to` excluded. */
  readonly from?: string
  readonly to?: string
}

/** A decision with its record, the ledger entry of the same number, as JSON. */
export type ListedDecision = DecisionTable & { readonly record: string }

/** Newest first. */
export function listDecisions(
  reader: Reader,
  filter: DecisionFilter,
  { limit, cursor }: PageRequest,
): Page<ListedDecision> {
  const bounds = idBounds(reader, filter)
  if (bounds === null) return { items: [], nextCursor: null }
  let indexed = sql.selectFrom('decision').selectAll().orderBy('id', 'desc')
  indexed = indexed.where('id', '>=', bounds.first).where('id', '<=', bounds.last)
  if (cursor !== null) indexed = indexed.where('id', '<', cursor)
  if (filter.chargerId) indexed = indexed.where('chargerId', '=', filter.chargerId)
  const page = scannedPage(
    reader,
    indexed,
    (query) => {
      let narrowed = query
      if (filter.outcome) narrowed = narrowed.where('outcome', '=', filter.outcome)
      if (filter.reason) narrowed = narrowed.where('reason', '=', filter.reason)
      if (filter.accessClass) narrowed = narrowed.where('accessClass', '=', filter.accessClass)
      if (filter.maskedIdentifier) narrowed = narrowed.where(masked(filter.maskedIdentifier))
      if (filter.from) narrowed = narrowed.where('at', '>=', filter.from)
      if (filter.to) narrowed = narrowed.where('at', '<', filter.to)
      return narrowed
    },
    limit,
  )
  return page
}
