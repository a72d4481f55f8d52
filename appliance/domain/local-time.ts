interface Stretch {
  readonly fromMs: number
  readonly untilMs: number
  readonly offset: string
  readonly offsetMs: number
}

const stretches = new Map<string, Stretch>()

/**
 * An instant as the zone's clocks show it, with its offset: `2026-11-20T11:12:00.000+01:00`. Between two
 * transitions a zone's offset stands still, so the last one found is kept per zone.
 */
export function localText(instant: Temporal.Instant, zone: string): string {
  const atMs = instant.epochMilliseconds
  let stretch = stretches.get(zone)
  if (!stretch || atMs < stretch.fromMs || atMs >= stretch.untilMs) {
    stretch = stretchAround(instant, zone)
    stretches.set(zone, stretch)
  }
  const shifted = Temporal.Instant.fromEpochMilliseconds(atMs + stretch.offsetMs)
  return shifted.toString({ fractionalSecondDigits: 3 }).slice(0, -1) + stretch.offset
}

function stretchAround(instant: Temporal.Instant, zone: string): Stretch {
  const local = instant.toZonedDateTimeISO(zone)
  const previous = local.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')
  const next = local.getTimeZoneTransition('next')
  return {
    fromMs: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    untilMs: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: local.offset,
    offsetMs: local.offsetNanoseconds / 1e6,
  }
}
