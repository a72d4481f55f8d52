import { UsageError } from '../failure.ts'

/**
 * When an override ends, once the depot's zone is known: `2026-11-20T18:00` is a time on its clocks,
 * `2026-11-20T18:00:00Z` an instant, `PT2H` a duration from now. Throws `UsageError`.
 */
export function readEnd(typed: string): (zone: string) => Temporal.Instant {
  try {
    if (/^P/i.test(typed)) {
      const duration = Temporal.Duration.from(typed)
      return (zone) => Temporal.Now.zonedDateTimeISO(zone).add(duration).toInstant()
    }
    if (/(?:Z|[+-]\d\d:?\d\d)$/i.test(typed)) {
      const instant = Temporal.Instant.from(typed)
      return () => instant
    }
    if (!typed.includes('T')) throw new RangeError('a date alone is no time')
    const local = Temporal.PlainDateTime.from(typed)
    return (zone) => local.toZonedDateTime(zone).toInstant()
  } catch (cause) {
    throw new UsageError(
      '--until must be a time such as 2026-11-20T18:00, an instant such as 2026-11-20T18:00:00Z, or a duration such as PT2H.',
      { cause },
    )
  }
}
