import { toUtcText } from './utc-text.ts'

/** What was wrong with a charger's timestamp. */
export type TimestampFlaw = 'missing' | 'no_zone' | 'far_off' | 'unreadable'

export interface ChargerInstant {
  /** What to work with: the charger's time, or the time of arrival where that cannot be believed. */
  readonly at: Temporal.Instant
  /** What the charger said, believed or not. */
  readonly claimed: Temporal.Instant | null
  readonly flaw: TimestampFlaw | null
}

const timeOfDay = /^\d{4}-\d\d-\d\d[T ]\d\d/i
const zoneAtEnd = /(?:Z|[+-]\d\d(?::?\d\d)?)$/i
const earliestBelievable = Temporal.Instant.from('2015-01-01T00:00:00Z')
const dayMs = 86_400_000

/** Reads a timestamp as chargers send it. One without a zone is UTC, as OCPP 1.6 recommends for all ("Time notations"). */
export function chargerInstant(
  text: string | null | undefined,
  receivedAt: Temporal.Instant,
): ChargerInstant {
  const trimmed = (text ?? '').replaceAll('\0', '').trim()
  if (trimmed === '') return { at: receivedAt, claimed: null, flaw: 'missing' }
  const zoned = zoneAtEnd.test(trimmed)
  const claimed = timeOfDay.test(trimmed) ? parsed(zoned ? trimmed : `${trimmed}Z`) : null
  if (claimed === null) return { at: receivedAt, claimed, flaw: 'unreadable' }
  const aheadMs = claimed.epochMilliseconds - receivedAt.epochMilliseconds
  if (aheadMs > dayMs || Temporal.Instant.compare(claimed, earliestBelievable) < 0) {
    return { at: receivedAt, claimed, flaw: 'far_off' }
  }
  return { at: claimed, claimed, flaw: zoned ? null : 'no_zone' }
}

/** Whether the charger's time could not be believed, so that the time of arrival stands for it. */
export function isSuspect({ flaw }: ChargerInstant): boolean {
  return flaw !== null && flaw !== 'no_zone'
}

/**
 * A timestamp by which a repeated message is known: the instant, for firmware writes the same one with and
 * without fractions or in another zone when it sends again; the text itself only where it says no instant.
 */
export function timestampKey({ claimed }: ChargerInstant, text: string): string {
  return claimed === null ? text : toUtcText(claimed)
}

function parsed(text: string): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(text)
  } catch {
    return null
  }
}

/** How far a charger's clock is ahead of ours (negative: behind), from live messages only. */
export function skewMs(claimed: Temporal.Instant, receivedAt: Temporal.Instant): number {
  return claimed.epochMilliseconds - receivedAt.epochMilliseconds
}

/** The median, so that one delayed message does not look like a wrong clock; `null` before the first. */
export function measuredSkewMs(recentMs: readonly number[]): number | null {
  const sorted = recentMs.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]
  return upper === undefined || lower === undefined ? null : Math.round((lower + upper) / 2)
}

/** What a message said of a charger's clock when it came. */
export interface ClockReading {
  readonly skewMs: number
  readonly receivedAt: Temporal.Instant
}

/** What is written within two seconds is sent again within two: for agreement to mean anything it takes longer. */
const apartMs = 10_000
const agreementMs = 2000
/** Slower than any network, faster than any charger that comes back from an outage. */
export const sendingTimeMs = 60_000

/**
 * Whether a message that may have waited in its charger tells of the clock. One that tells of a time on this
 * connection cannot have waited; but a clock that is hours off never tells such a time. A queue is sent faster than
 * it was written, so a second way to know is that the same skew comes up again a while later.
 */
export function tellsOfClock(
  reading: ClockReading,
  before: ClockReading | null,
  connectedAt: Temporal.Instant,
): boolean {
  const { skewMs: skew, receivedAt } = reading
  const claimedMs = receivedAt.epochMilliseconds + skew
  if (claimedMs >= connectedAt.epochMilliseconds && skew <= sendingTimeMs) return true
  if (before === null || !agree(reading, before)) return false
  return receivedAt.epochMilliseconds - before.receivedAt.epochMilliseconds >= apartMs
}

/** Whether two messages say the same of the clock. */
export function agree(one: ClockReading, other: ClockReading): boolean {
  return Math.abs(one.skewMs - other.skewMs) <= agreementMs
}
