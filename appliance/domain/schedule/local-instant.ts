import { offsetStretch, type OffsetStretch } from '../local-time.ts'

/** More than any transition moves a clock (Apia skipped a whole day in 2011). */
const guardMs = 26 * 3_600_000

const stretches = new Map<string, OffsetStretch>()

/**
 * The instant (epoch ms) at which the zone's clocks show a local time, given as if it were UTC. A skipped time
 * moves forward by the gap, a repeated one is its first occurrence (`disambiguation: 'compatible'`).
 */
export function instantOfLocal(localMs: number, zone: string): number {
  const known = stretches.get(zone)
  if (known) {
    const instantMs = localMs - known.offsetMs
    // Far enough from a transition there is but one such instant.
    if (instantMs - guardMs >= known.fromMs && instantMs + guardMs < known.untilMs) return instantMs
  }
  const instantMs = Temporal.Instant.fromEpochMilliseconds(localMs)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime()
    .toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
  stretches.set(zone, offsetStretch(instantMs, zone))
  return instantMs
}
