import { localText, offsetStretch } from '../local-time.ts'

/** A change of a zone's clocks. */
export interface ZoneTransition {
  readonly at: Temporal.Instant
  /** The first local time after it: `2027-03-28T02:00:00.000+01:00`. */
  readonly localAt: string
  /** By how much clocks are moved: forward (that much local time is skipped) or, below zero, back (repeated). */
  readonly shiftMs: number
}

/** The transitions of an IANA zone in `[from, until)`, in order. */
export function zoneTransitionsBetween(
  zone: string,
  from: Temporal.Instant,
  until: Temporal.Instant,
): ZoneTransition[] {
  const transitions: ZoneTransition[] = []
  // A transition at `from` itself belongs to the range, so begin just before it.
  let stretch = offsetStretch(from.epochMilliseconds - 1, zone)
  while (stretch.untilMs < until.epochMilliseconds) {
    const next = offsetStretch(stretch.untilMs, zone)
    const at = Temporal.Instant.fromEpochMilliseconds(stretch.untilMs)
    transitions.push({ at, localAt: localText(at, zone), shiftMs: next.offsetMs - stretch.offsetMs })
    stretch = next
  }
  return transitions
}
