import { Type } from 'typebox'
import type { TSchema } from 'typebox'
import { toUtcText } from '../domain/utc-text.ts'
import type { Page, PageRequest } from '../store/page.ts'
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

/** The schema of one page as the API answers it. */
export function pageSchema<T extends TSchema>(item: T) {
  return Type.Object({ items: Type.Array(item), nextCursor: nullable(Type.String()) })
}

interface ListQuery {
  readonly limit: number
  readonly cursor?: string | undefined
}

/** Which page of a list that is sorted by a number. Throws a 400 problem on a cursor that is not its own. */
export function pageById({ limit, cursor }: ListQuery): PageRequest {
  if (cursor === undefined) return { limit, cursor: null }
  const position = decode(cursor)
  if (typeof position !== 'number' || !Number.isSafeInteger(position)) throw badCursor()
  return { limit, cursor: position }
}

/** Which page of a list that is sorted by a unique text. Throws a 400 problem on a cursor that is not its own. */
export function pageByText({ limit, cursor }: ListQuery): PageRequest<string> {
  if (cursor === undefined) return { limit, cursor: null }
  const position = decode(cursor)
  if (typeof position !== 'string') throw badCursor()
  return { limit, cursor: position }
}

/** A page of the store as the API answers it: its cursor made opaque, its items as `view` shows them. */
export function toAnswer<Row, Item>(
  { items, nextCursor }: Page<Row, number | string>,
  view: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const cursor = nextCursor === null ? null : Buffer.from(JSON.stringify(nextCursor)).toString('base64url')
  return { items: items.map(view), nextCursor: cursor }
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    throw badCursor()
  }
}

function badCursor() {
  return problem(400, 'invalid-request', 'The cursor is not one of this list. Start again without it.', {
    errors: [{ field: 'cursor', message: 'must be a nextCursor of this list' }],
  })
}

/** An instant of a request. Throws a 400 problem on a time that does not exist. */
export function readInstant(text: string, field: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text)
  } catch {
    throw problem(400, 'invalid-request', 'A time in the request does not exist.', {
      errors: [{ field, message: 'must be a time in RFC 3339, such as 2026-11-20T10:00:00Z' }],
    })
  }
}

interface TimeQuery {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** `from` and `to` in the form of the store; each only where it was given. */
export function readTimes({ from, to }: TimeQuery): { from?: string; to?: string } {
  return {
    ...(from === undefined ? {} : { from: toUtcText(readInstant(from, 'from')) }),
    ...(to === undefined ? {} : { to: toUtcText(readInstant(to, 'to')) }),
  }
}
