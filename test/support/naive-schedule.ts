import type { AccessMode, AccessOverride, AccessPolicy } from '../../appliance/domain/access-mode.ts'
import type { AccessWindow } from '../../appliance/domain/schedule/access-window.ts'

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

export interface NaiveOccurrence {
  readonly window: AccessWindow
  readonly fromMs: number
  readonly untilMs: number
}

/**
 * The occurrences of windows that begin within `days` of the local date of an instant, word by word as the rule
 * says it and straight from Temporal. Knows `FREQ=DAILY`, `FREQ=WEEKLY;BYDAY=…` and single dates.
 */
export function naiveOccurrences(
  { windows, zone }: Pick<AccessPolicy, 'windows' | 'zone'>,
  around: Temporal.Instant,
  days: number,
): NaiveOccurrence[] {
  const middle = around.toZonedDateTimeISO(zone).toPlainDate()
  return windows.flatMap((window) =>
    Array.from({ length: 2 * days + 1 }, (_, index) => middle.add({ days: index - days }))
      .filter((date) => begins(window, date))
      .map((date) => occurrenceOn(window, date, zone)),
  )
}

function begins(window: AccessWindow, date: Temporal.PlainDate): boolean {
  const text = date.toString()
  if (window.exdates.includes(text)) return false
  if (window.validFrom !== null && text < window.validFrom) return false
  if (window.validTo !== null && text > window.validTo) return false
  if (window.dates.includes(text)) return true
  if (window.rrule === null) return false
  const [, days] = window.rrule.split('BYDAY=')
  return days === undefined || days.split(',').includes(weekdays[date.dayOfWeek - 1]!)
}

function occurrenceOn(window: AccessWindow, date: Temporal.PlainDate, zone: string): NaiveOccurrence {
  const start = Temporal.PlainTime.from(window.startLocal)
  const isEndOfDay = window.endLocal === '24:00'
  const end = Temporal.PlainTime.from(isEndOfDay ? '00:00' : window.endLocal)
  const endDate = Temporal.PlainTime.compare(end, start) > 0 ? date : date.add({ days: 1 })
  const instantMs = (day: Temporal.PlainDate, time: Temporal.PlainTime) =>
    day.toPlainDateTime(time).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
  return { window, fromMs: instantMs(date, start), untilMs: instantMs(endDate, end) }
}

/** The mode at an instant, from occurrences around it. Windows of equal priority must agree. */
export function naiveMode(
  defaultMode: AccessMode,
  occurrences: readonly NaiveOccurrence[],
  overrides: readonly AccessOverride[],
  atMs: number,
): AccessMode {
  const override = overrides
    .filter(({ from, until }) => from.epochMilliseconds <= atMs && atMs < until.epochMilliseconds)
    .reduce<AccessOverride | null>((newest, one) => (newest && newest.id > one.id ? newest : one), null)
  if (override) return override.mode
  const holding = occurrences.filter(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs)
  if (holding.length === 0) return defaultMode
  const priority = Math.max(...holding.map(({ window }) => window.priority))
  const modes = holding.filter(({ window }) => window.priority === priority).map(({ window }) => window.mode)
  return modes.includes('managed_access') ? 'managed_access' : 'freevend'
}
