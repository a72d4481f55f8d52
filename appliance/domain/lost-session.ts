import type { SessionRecord } from './session-record.ts'
import { fromUtcText } from './utc-text.ts'

/** What is known of the place where a session is open. */
export interface SessionPlace {
  readonly online: boolean
  /** When the charger was last heard of; null: never since this gateway has it. */
  readonly lastSeenAt: Temporal.Instant | null
  /** What the connector last said of itself, and when. */
  readonly status: string | null
  readonly statusAt: Temporal.Instant | null
}

/** A charger tells an end after the cable is out, and queued ends only once it has come back and settled. */
const graceMs = 15 * 60_000
/** A charger that stays away longer is not merely rebooting. What it tells when it is back still counts. */
const vanishedMs = 48 * 3_600_000

/**
 * Whether a session that is open is over although nobody said so: its connector has been free for a while,
 * or its charger has vanished. When it ended is then told by the last reading.
 */
export function isLost(session: SessionRecord, place: SessionPlace, now: Temporal.Instant): boolean {
  if (session.state === 'ended') return false
  if (!place.online) return olderThan(place.lastSeenAt ?? fromUtcText(session.updatedAt), vanishedMs, now)
  if (place.status !== 'Available' || place.statusAt === null) return false
  return (
    place.statusAt.epochMilliseconds >= fromUtcText(session.startedAt).epochMilliseconds &&
    olderThan(place.statusAt, graceMs, now)
  )
}

function olderThan(at: Temporal.Instant, ageMs: number, now: Temporal.Instant): boolean {
  return now.epochMilliseconds - at.epochMilliseconds > ageMs
}
