import type { Compilable, SelectQueryBuilder } from 'kysely'
import type { Schema } from './schema.ts'
import { sql } from './sql.ts'
import type { Reader } from './store.ts'

/** One page of a list: at most `limit` rows beyond `cursor`, which the page before named. */
export interface PageRequest<Cursor = number> {
  readonly limit: number
  readonly cursor: Cursor | null
}

export interface Page<Item, Cursor = number> {
  readonly items: Item[]
  /** Null: there is nothing beyond. */
  readonly nextCursor: Cursor | null
}

/**
 * Rows that one request may look through where a filter has no index. The page then ends early and its
 * cursor leads on, so that no search through years of history holds up the chargers.
 */
export const scanLimit = 20_000

/** Makes a page of rows that were asked for with one more than the limit. */
export function pageOf<Item, Cursor>(
  rows: Item[],
  limit: number,
  cursorOf: (item: Item) => Cursor,
): Page<Item, Cursor> {
  if (rows.length <= limit) return { items: rows, nextCursor: null }
  const items = rows.slice(0, limit)
  return { items, nextCursor: cursorOf(items.at(-1)!) }
}

type Query<Table extends keyof Schema, Row> = SelectQueryBuilder<Schema, Table, Row>

/**
 * A page by `id` of what `narrow` keeps of the first `scanLimit` rows of `indexed`, which is ordered and
 * filtered by an index.
 */
export function scannedPage<Table extends keyof Schema, Row extends { id: number }>(
  reader: Reader,
  indexed: Query<Table, Row>,
  narrow: (scanned: Query<Table, Row>) => Query<Table, Row>,
  limit: number,
): Page<Row> {
  // `narrow` names columns only, so it reads from the sub-query as it would from the table.
  const window = sql.selectFrom(indexed.limit(scanLimit).as('scanned')).selectAll()
  const rows = reader.all(narrow(window as never).limit(limit + 1) as Compilable<Row>)
  const page = pageOf(rows, limit, ({ id }) => id)
  if (page.nextCursor !== null) return page
  const last = reader.get(indexed.limit(1).offset(scanLimit - 1))
  return { items: page.items, nextCursor: last?.id ?? null }
}

/** All pages one after the other, for exports; each is read anew, so writers are never held up. */
export function* eachPage<Item, Cursor>(
  read: (page: PageRequest<Cursor>) => Page<Item, Cursor>,
): Generator<Item[]> {
  let cursor: Cursor | null = null
  do {
    const page: Page<Item, Cursor> = read({ limit: 500, cursor })
    yield page.items
    cursor = page.nextCursor
  } while (cursor !== null)
}

/** `%text%` with the wildcards of LIKE taken literally, for `escape '\'`. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`
}
