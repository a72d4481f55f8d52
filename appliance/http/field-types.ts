import { Type } from 'typebox'
import type { TSchema } from 'typebox'

/** A field that may be null. */
export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

/** A path or query parameter that is a row's number. */
export const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })

/** An instant in an answer: RFC 3339 in UTC with milliseconds. */
export const Instant = Type.String({ format: 'date-time' })

/** An instant in a request: RFC 3339 with any offset. Normalise it with `readInstant`. */
export const InstantInput = Type.String({ format: 'date-time', maxLength: 40 })

/** An object in a request. A field that is not known is an error: a typing mistake must not pass unseen. */
export function strictObject<T extends Record<string, TSchema>>(properties: T) {
  return Type.Object(properties, { additionalProperties: false })
}

/** The parameters of a path such as `/api/users/:id`. */
export const IdParams = strictObject({ id: Id })
