import { sql as raw } from 'kysely'
import { sql } from './sql.ts'
import type { Reader } from './store.ts'

export interface ReportFilter {
  /** UTC text; `from` included, `to` excluded. */
  readonly from: string
  readonly to: string
  /** Only attempts at these; all where left out. */
  readonly chargerIds?: readonly string[]
}

/** How often something would have been refused for a reason. */
export interface WouldRefuseCount {
  readonly reason: string
  readonly count: number
}

/** An identifier that would have been refused for a reason. */
export interface WouldRefuseIdentifier {
  readonly identifierKey: string | null
  readonly maskedIdentifier: string | null
  readonly reason: string
  readonly count: number
  readonly lastAt: string
  /** The newest of these decisions. */
  readonly decisionId: number
  readonly chargerIds: readonly string[]
}

/** Attempts that were decided without being enforced. */
export function countObserved(reader: Reader, filter: ReportFilter): number {
  const row = reader.get(observed(filter).select(({ fn }) => fn.countAll<number>().as('count')))
  return row?.count ?? 0
}

/** The most frequent first. */
export function countWouldRefuse(reader: Reader, filter: ReportFilter): WouldRefuseCount[] {
  return reader.all(
    observed(filter)
      .select(['reason', ({ fn }) => fn.countAll<number>().as('count')])
      .where('outcome', '=', 'deny')
      .groupBy('reason')
      .orderBy('count', 'desc')
      .orderBy('reason'),
  )
}

/** The most frequent first, at most `limit`. */
export function listWouldRefuse(
  reader: Reader,
  filter: ReportFilter,
  limit: number,
): WouldRefuseIdentifier[] {
  const rows = reader.all(
    observed(filter)
      .select(['identifierKey', 'maskedIdentifier', 'reason'])
      .select(({ fn }) => [
        fn.countAll<number>().as('count'),
        fn.max('at').as('lastAt'),
        fn.max('id').as('decisionId'),
      ])
      .select(raw<string>`json_group_array(DISTINCT chargerId)`.as('chargerIds'))
      .where('outcome', '=', 'deny')
      .groupBy(['identifierKey', 'maskedIdentifier', 'reason'])
      .orderBy('count', 'desc')
      .orderBy('decisionId', 'desc')
      .limit(limit),
  )
  return rows.map(({ chargerIds, ...row }) =>
    Object.assign(row, { chargerIds: (JSON.parse(chargerIds) as string[]).sort() }),
  )
}

function observed({ from, to, chargerIds }: ReportFilter) {
  const query = sql
    .selectFrom('decision')
    // As the index has it.
    .where(raw<boolean>`observed = 1`)
    .where('at', '>=', from)
    .where('at', '<', to)
  if (chargerIds === undefined) return query
  return query.where(
    'chargerId',
    'in',
    raw<string>`(SELECT value FROM json_each(${JSON.stringify(chargerIds)}))`,
  )
}

/** Of these identifier keys, those that are in the list by now. */
export function enrolledKeys(reader: Reader, keys: readonly string[]): Set<string> {
  const among = raw<string>`(SELECT value FROM json_each(${JSON.stringify(keys)}))`
  const rows = reader.all(sql.selectFrom('identifier').select('key').where('key', 'in', among))
  return new Set(rows.map(({ key }) => key))
}
