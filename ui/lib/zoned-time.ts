import { formatDuration } from './format.ts'

/** `11:24:05`, in `zone`. */
export function clockTime(at: string, zone: string): string {
  return formatter(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(new Date(at))
}

/** `11:24` today, `18 Nov 11:24` this year, `18 Nov 2025 11:24` otherwise. */
export function shortTime(at: string, now: Date, zone: string): string {
  const instant = new Date(at)
  const time = formatter(zone, { hour: '2-digit', minute: '2-digit' }).format(instant)
  const [day, today] = [dayOf(instant, zone), dayOf(now, zone)]
  if (day === today) return time
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const)
  return `${formatter(zone, { day: 'numeric', month: 'short', ...year }).format(instant)} ${time}`
}

/** The end of a validity: the last day, or the time of day where it does not end with a day. */
export function endOfValidity(validTo: string, now: Date, zone: string): string {
  const end = new Date(validTo)
  if (!toLocalInput(end, zone).endsWith('T00:00')) return shortTime(validTo, now, zone)
  const form = { day: 'numeric', month: 'short', year: 'numeric' } as const
  return formatter(zone, form).format(end.getTime() - 1)
}

/** `Fri 20 Nov 2026, 11:24:05 CET`: complete, with its zone. */
export function fullTime(at: string, zone: string): string {
  const instant = new Date(at)
  const day = formatter(zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
  return `${day.format(instant).replace(',', '')}, ${clockTime(at, zone)} ${zoneName(instant, zone)}`
}

/** `just now`, `3 min ago`, `in 2 h 10 min`. */
export function relativeTime(at: string, now: Date): string {
  const aheadMs = new Date(at).getTime() - now.getTime()
  if (Math.abs(aheadMs) < 5000) return 'just now'
  return aheadMs > 0 ? `in ${formatDuration(aheadMs)}` : `${formatDuration(aheadMs)} ago`
}

/** The zone's short name at an instant: `CET`, or `GMT+1` where it has none. */
export function zoneName(instant: Date, zone: string): string {
  const parts = formatter(zone, { timeZoneName: 'short' }).formatToParts(instant)
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone
}

/** What a `datetime-local` field shows for an instant: `2026-11-20T11:24`, in `zone`. */
export function toLocalInput(instant: Date, zone: string): string {
  return new Date(instant.getTime() + offsetMs(instant.getTime(), zone)).toISOString().slice(0, 16)
}

/**
 * The instant that a `datetime-local` value names in `zone`. As everywhere in the product, a local time that
 * the zone skips moves forward by the gap, and a repeated one is its first occurrence.
 */
export function fromLocalInput(text: string, zone: string): Date {
  const wallMs = Date.parse(`${text}Z`)
  const offsets = [offsetMs(wallMs - 86_400_000, zone), offsetMs(wallMs + 86_400_000, zone)]
  const fits = offsets.map((offset) => wallMs - offset).filter((ms) => ms + offsetMs(ms, zone) === wallMs)
  return new Date(fits.length > 0 ? Math.min(...fits) : wallMs - (offsets[0] ?? 0))
}

/** The start of the local day that a `date` field names. */
export function startOfDay(date: string, zone: string): Date {
  return fromLocalInput(`${date}T00:00`, zone)
}

/** The instant at which a local day is over: the first that no longer belongs to it. */
export function startOfNextDay(date: string, zone: string): Date {
  const next = new Date(`${date}T00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return startOfDay(next.toISOString().slice(0, 10), zone)
}

/** The last local day that begins before an instant which itself no longer counts, as the end of a validity. */
export function lastDayBefore(at: string, zone: string): string {
  return dayOf(new Date(Date.parse(at) - 1), zone)
}

/** Making a formatter is slow; there are few zones and forms. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options)
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options })
  formatters.set(key, made)
  return made
}

/** The local day of an instant: `2026-11-20`. */
export function dayOf(instant: Date, zone: string): string {
  return toLocalInput(instant, zone).slice(0, 10)
}

const wallClock = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
} as const

/** The zone's distance from UTC at an instant, to the second (old zones had odd ones). */
export function offsetMs(ms: number, zone: string): number {
  const parts = formatter(zone, wallClock).formatToParts(ms)
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value)
  const date = [part('year'), part('month') - 1, part('day')] as const
  const wallMs = Date.UTC(...date, part('hour'), part('minute'), part('second'))
  return wallMs - Math.floor(ms / 1000) * 1000
}
