import { Type } from 'typebox'
import type { Static, TSchema } from 'typebox'
import { toUtcText } from '../domain/utc-text.ts'
import { InstantInput, nullable } from './field-types.ts'
import { problem } from './problem.ts'

/** The query parameters of every list; spread them into the route's own: `strictObject({ ...listQuery, … })`. */
export const listQuery = {
  limit: Type.Integer({ minimum: 1, maximum: 500, default: 50, description: 'Items per page.' }),
  cursor: Type.Optional(
    Type.String({ maxLength: 300, description: '`nextCursor` of the page before this one.' }),
  ),
  format: Type.Optional(Type.Enum(['json', 'csv'], { description: '`csv` gives the whole list.' })),
}

/** The query parameters of a list in time: `from` included, `to` excluded. */
export const timeQuery = {
  from: Type.Optional(InstantInput),
  to: Type.Optional(InstantInput),
}

/** The schema of one page. */
export function pageOf<T extends TSchema>(item: T) {
  return Type.Object({ items: Type.Array(item), nextCursor: nullable(Type.String()) })
}

export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
}

/** Where a page ends: the sort columns of its last row. */
export type Position = readonly (string | number)[]

/**
 * Makes a page of rows that were asked for with `limit + 1`: the one too many tells that there is more.
 * `positionOf` gives the columns by which the list is sorted, the last of them unique.
 */
export function toPage<Row>(
  rows: readonly Row[],
  limit: number,
  positionOf: (row: Row) => Position,
): Page<Row> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const more = rows.length > limit && last !== undefined
  return { items, nextCursor: more ? encodeCursor(positionOf(last)) : null }
}

/** Opaque to clients: base64url of the position. */
export function encodeCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/** The position of a list that is sorted by a number alone; null at its beginning. Throws a 400 problem. */
export function readIdCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null
  const [id] = decode(cursor)
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) throw badCursor()
  return id
}

/** The position of a list that is sorted by a text, then a number; null at its beginning. Throws a 400 problem. */
export function readTextCursor(cursor: string | undefined): { text: string; id: number } | null {
  if (cursor === undefined) return null
  const [text, id] = decode(cursor)
  if (typeof text !== 'string' || typeof id !== 'number' || !Number.isSafeInteger(id)) throw badCursor()
  return { text, id }
}

/** The position of a list that is sorted by a unique text alone; null at its beginning. Throws a 400 problem. */
export function readNameCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null
  const [text] = decode(cursor)
  if (typeof text !== 'string') throw badCursor()
  return text
}

function decode(cursor: string): unknown[] {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(position)) return position
  } catch {
    // Not JSON: answered below like everything else that we did not write.
  }
  throw badCursor()
}

function badCursor() {
  return problem(400, 'bad-request', 'The cursor is not one of this list. Start again without it.', {
    errors: [{ field: 'cursor', message: 'must be a nextCursor of this list' }],
  })
}

/** An instant of a request in the form of the store. Throws a 400 problem on a day that does not exist. */
export function readInstant(text: string, field: string): string {
  try {
    return toUtcText(Temporal.Instant.from(text))
  } catch {
    throw problem(400, 'bad-request', 'A time in the request does not exist.', {
      errors: [{ field, message: 'must be a time in RFC 3339, such as 2026-11-20T10:00:00Z' }],
    })
  }
}

type TimeQuery = { [K in keyof typeof timeQuery]?: Static<typeof InstantInput> | undefined }

/** `from` and `to` in the form of the store; each only where it was given. */
export function readTimes(query: TimeQuery): { from?: string; to?: string } {
  return {
    ...(query.from === undefined ? {} : { from: readInstant(query.from, 'from') }),
    ...(query.to === undefined ? {} : { to: readInstant(query.to, 'to') }),
  }
}
