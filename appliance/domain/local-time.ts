/** A stretch of time between two transitions, `[fromMs, untilMs)`, in which a zone's offset stands still. */
export interface OffsetStretch {
  readonly fromMs: number
  readonly untilMs: number
  /** `+01:00` */
  readonly offset: string
  readonly offsetMs: number
}

const stretches = new Map<string, OffsetStretch>()

/**
 * An instant as the zone's clocks show it, with its offset: `2026-11-20T11:12:00.000+01:00`. Between two
 * transitions a zone's offset stands still, so the last one found is kept per zone.
 */
export function localText(instant: Temporal.Instant, zone: string): string {
  const atMs = instant.epochMilliseconds
  let stretch = stretches.get(zone)
  if (!stretch || atMs < stretch.fromMs || atMs >= stretch.untilMs) {
    stretch = offsetStretch(atMs, zone)
    stretches.set(zone, stretch)
  }
  const shifted = Temporal.Instant.fromEpochMilliseconds(atMs + stretch.offsetMs)
  return shifted.toString({ fractionalSecondDigits: 3 }).slice(0, -1) + stretch.offset
}

/** The stretch around an instant (epoch ms). */
export function offsetStretch(atMs: number, zone: string): OffsetStretch {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone)
  const previous = local.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')
  const next = local.getTimeZoneTransition('next')
  return {
    fromMs: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    untilMs: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: local.offset,
    offsetMs: local.offsetNanoseconds / 1e6,
  }
}
