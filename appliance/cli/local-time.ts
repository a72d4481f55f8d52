const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** `Fri 2026-11-20 18:00`, for a local time such as `2026-11-20T18:00:00.000+01:00`. */
export function shownLocal(local: string): string {
  const time = Temporal.PlainDateTime.from(local)
  const smallestUnit = time.second === 0 ? 'minute' : 'second'
  const clock = time.toPlainTime().toString({ smallestUnit })
  return `${weekdays[time.dayOfWeek - 1]} ${time.toPlainDate().toString()} ${clock}`
}

/** The same with its distance from UTC, which tells the two passes of a repeated hour apart. */
export function shownLocalWithOffset(local: string): string {
  return `${shownLocal(local)} ${local.slice(-6)}`
}

/** An instant to the minute, as the depot's clocks show it; null for null. */
export function shownInstant(at: string | null, zone: string): string | null {
  if (at === null) return null
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime()
  return shownLocal(local.toString({ smallestUnit: 'minute' }))
}

/** `6 h 36 min` or `3 days 2 h`. */
export function shownDuration(from: Temporal.Instant, until: Temporal.Instant): string {
  const { hours, minutes } = from.until(until, { largestUnit: 'hours', smallestUnit: 'minutes' })
  const days = Math.floor(hours / 24)
  if (days > 0) return `${days} ${days === 1 ? 'day' : 'days'} ${hours % 24} h`
  if (hours > 0) return `${hours} h ${minutes} min`
  return minutes > 0 ? `${minutes} min` : 'less than a minute'
}
