import { sql as raw, type Selectable, type SelectQueryBuilder } from 'kysely'
import type { AccessClass } from '../domain/identifier.ts'
import { containing, scannedPage, type Page, type PageRequest } from './page.ts'
import type { Schema } from './schema.ts'
import type { DecisionTable } from './schema/decision.ts'
import { sql } from './sql.ts'
import type { Reader } from './store.ts'

export interface DecisionFilter {
  readonly chargerId?: string
  readonly outcome?: 'allow' | 'deny'
  readonly reason?: string
  readonly accessClass?: AccessClass
  /** Only what would have happened, or only what did. */
  readonly observed?: boolean
  /** Part of the mask. */
  readonly maskedIdentifier?: string
  /** UTC text; `from` included, `to` excluded. */
  readonly from?: string
  readonly to?: string
}

export type DecisionRow = Selectable<DecisionTable>

/** Newest first. */
export function listDecisions(
  reader: Reader,
  filter: DecisionFilter,
  { limit, cursor }: PageRequest,
): Page<DecisionRow> {
  const bounds = idBounds(reader, filter)
  if (bounds === null) return { items: [], nextCursor: null }
  let indexed = sql.selectFrom('decision').selectAll().orderBy('id', 'desc')
  indexed = indexed.where('id', '>=', bounds.first).where('id', '<=', bounds.last)
  if (cursor !== null) indexed = indexed.where('id', '<', cursor)
  if (filter.chargerId) indexed = indexed.where('chargerId', '=', filter.chargerId)
  else if (filter.reason && filter.outcome === 'deny') indexed = indexed.where(denied(filter.reason))
  return scannedPage(reader, indexed, (query) => narrow(query, filter), limit)
}

type Query = SelectQueryBuilder<Schema, 'decision', DecisionRow>

function narrow(query: Query, filter: DecisionFilter): Query {
  let narrowed = query
  if (filter.outcome) narrowed = narrowed.where('outcome', '=', filter.outcome)
  if (filter.reason) narrowed = narrowed.where('reason', '=', filter.reason)
  if (filter.accessClass) narrowed = narrowed.where('accessClass', '=', filter.accessClass)
  if (filter.observed !== undefined) narrowed = narrowed.where('observed', '=', filter.observed ? 1 : 0)
  if (filter.from) narrowed = narrowed.where('at', '>=', filter.from)
  if (filter.to) narrowed = narrowed.where('at', '<', filter.to)
  if (filter.maskedIdentifier) narrowed = narrowed.where(masked(filter.maskedIdentifier))
  return narrowed
}

/** Written out, for SQLite uses a partial index only where it can see the condition. */
function denied(reason: string) {
  return raw<boolean>`outcome = 'deny' AND reason = ${reason}`
}

/**
 * A stretch of time as a range of numbers, which every index ends with. Found by the index on time and not by
 * halving, because a box without a battery may have written under a clock that was years behind.
 */
function idBounds(
  reader: Reader,
  { from, to }: Pick<DecisionFilter, 'from' | 'to'>,
): { first: number; last: number } | null {
  const ids = sql.selectFrom('decision').select('id').limit(1)
  const first =
    from === undefined ? { id: 0 } : reader.get(ids.where('at', '>=', from).orderBy('at').orderBy('id'))
  const last =
    to === undefined
      ? { id: Number.MAX_SAFE_INTEGER }
      : reader.get(ids.where('at', '<', to).orderBy('at', 'desc').orderBy('id', 'desc'))
  return first && last ? { first: first.id, last: last.id } : null
}

export interface DecisionCount {
  readonly outcome: 'allow' | 'deny'
  readonly reason: string
  readonly count: number
}

export interface CountFilter extends Pick<DecisionFilter, 'chargerId' | 'accessClass' | 'maskedIdentifier'> {
  readonly from: string
  readonly to: string
  readonly observed: boolean
}

/** How many decisions of each reason there were between two instants, the most frequent first. */
export function countDecisions(reader: Reader, filter: CountFilter): DecisionCount[] {
  let query = sql
    .selectFrom('decision')
    .select(['outcome', 'reason', ({ fn }) => fn.countAll<number>().as('count')])
    .where('at', '>=', filter.from)
    .where('at', '<', filter.to)
    .where('observed', '=', filter.observed ? 1 : 0)
    .groupBy(['outcome', 'reason'])
    .orderBy('count', 'desc')
    .orderBy('reason')
  if (filter.chargerId) query = query.where('chargerId', '=', filter.chargerId)
  if (filter.accessClass) query = query.where('accessClass', '=', filter.accessClass)
  if (filter.maskedIdentifier) query = query.where(masked(filter.maskedIdentifier))
  return reader.all(query)
}

function masked(text: string) {
  return raw<boolean>`maskedIdentifier LIKE ${containing(text)} ESCAPE '\\'`
}

export function findDecisionRow(reader: Reader, id: number): DecisionRow | undefined {
  return reader.get(sql.selectFrom('decision').selectAll().where('id', '=', id))
}

/** The records of decisions as JSON, by number: the ledger entries of the same numbers. */
export function decisionRecords(reader: Reader, ids: readonly number[]): Map<number, string> {
  const among = raw<number>`(SELECT value FROM json_each(${JSON.stringify(ids)}))`
  const entries = reader.all(sql.selectFrom('ledger').select(['seq', 'body']).where('seq', 'in', among))
  return new Map(entries.map(({ seq, body }) => [seq, body]))
}

/** Of these identifier keys, those whose attempt is still kept, so that they can be enrolled. */
export function keptAttempts(reader: Reader, keys: readonly string[]): Set<string> {
  const among = raw<string>`(SELECT value FROM json_each(${JSON.stringify(keys)}))`
  const rows = reader.all(
    sql
      .selectFrom('unknownAttempt')
      .select('key')
      .where('key', 'in', among)
      .where(raw<boolean>`NOT EXISTS (SELECT 1 FROM identifier WHERE identifier.key = unknownAttempt.key)`),
  )
  return new Set(rows.map(({ key }) => key))
}
