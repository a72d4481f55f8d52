const day = /^\d{4}-\d\d-\d\d$/
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/i

/**
 * The first instant of a validity: the start of a day in the depot's zone (`2026-12-31`), or an RFC 3339
 * instant. `undefined` for anything else.
 */
export function startOfValidity(text: string, zone: string): Temporal.Instant | undefined {
  return read(text, zone, 0)
}

/** The first instant after a validity: a day named as its end is still part of it. */
export function endOfValidity(text: string, zone: string): Temporal.Instant | undefined {
  return read(text, zone, 1)
}

function read(text: string, zone: string, days: number): Temporal.Instant | undefined {
  try {
    if (instant.test(text)) return Temporal.Instant.from(text)
    if (!day.test(text)) return undefined
    return Temporal.PlainDate.from(text).add({ days }).toZonedDateTime(zone).toInstant()
  } catch (cause) {
    // A 30 February.
    if (cause instanceof RangeError) return undefined
    throw cause
  }
}
