import { addDays, clockLengthMin, minuteOf, timeOf, weekdayOf } from '../../lib/local-date.ts'
import { readRule, writeRule } from '../../lib/recurrence.ts'
import type { AccessWindow } from '../../lib/schedule-types.ts'

/** Lengths that dragging and arrow keys keep to. */
export const stepMin = 15

/** Begins at another local minute and lasts as long as before. */
export function startingAt(window: AccessWindow, minute: number): AccessWindow {
  const start = clamp(minute, 0, 1440 - stepMin)
  const length = clockLengthMin(window.startLocal, window.endLocal)
  return { ...window, startLocal: timeOf(start), endLocal: timeOf(start + length) }
}

/** Begins earlier or later and ends as before. */
export function withStart(window: AccessWindow, minute: number): AccessWindow {
  const end = minuteOf(window.startLocal) + clockLengthMin(window.startLocal, window.endLocal)
  const start = clamp(minute, Math.max(0, end - 1440), Math.min(end, 1440) - stepMin)
  return { ...window, startLocal: timeOf(start) }
}

/** Ends so many minutes after the midnight before its start; more than 1440 is on the next day. */
export function withEnd(window: AccessWindow, minute: number): AccessWindow {
  const start = minuteOf(window.startLocal)
  return { ...window, endLocal: timeOf(clamp(minute, start + stepMin, start + 1440)) }
}

/** When it ends, in minutes after the midnight before its start. */
export function endMinute({ startLocal, endLocal }: AccessWindow): number {
  return minuteOf(startLocal) + clockLengthMin(startLocal, endLocal)
}

/**
 * The occurrence of `date` begins `days` later: a date or weekday of the window is replaced by another. A rule
 * that counts otherwise (every other day, the first Monday of the month) stays as it is.
 */
export function movedDays(window: AccessWindow, date: string, days: number): AccessWindow {
  if (days === 0) return window
  const target = addDays(date, days)
  if (window.dates.includes(date)) return { ...window, dates: replaced(window.dates, date, target) }
  const repeat = readRule(window.rrule)
  if (repeat.kind === 'dates') return { ...window, validFrom: target, validTo: window.validTo && target }
  if (repeat.kind !== 'weekly' || repeat.weekdays.length === 7) return window
  const weekdays = [...new Set(replaced(repeat.weekdays, weekdayOf(date), weekdayOf(target)))]
  return { ...window, rrule: writeRule({ ...repeat, weekdays }) }
}

/** Whether its occurrences can be moved to other days by dragging. */
export function canMoveDays(window: AccessWindow): boolean {
  const repeat = readRule(window.rrule)
  return repeat.kind === 'dates' || (repeat.kind === 'weekly' && repeat.weekdays.length < 7)
}

/**
 * A change of one occurrence alone: the window leaves out `date`, and a window of its own has the new times on
 * the day that they were moved to. `changed` is what the whole window would have become.
 */
export function onlyOn(
  before: AccessWindow,
  changed: Pick<AccessWindow, 'startLocal' | 'endLocal'>,
  date: string,
  { days, id }: { days: number; id: number },
): [rest: AccessWindow, single: AccessWindow] {
  const dates = before.dates.filter((each) => each !== date)
  const exdates = before.rrule === null ? before.exdates : [...before.exdates, date].sort()
  const { startLocal, endLocal } = changed
  const single = { startLocal, endLocal, id, rrule: null, dates: [addDays(date, days)], exdates: [] }
  return [
    { ...before, dates, exdates },
    { ...before, ...single, validFrom: null, validTo: null },
  ]
}

/** Whether a window begins on more than one day, so that one of them can differ. */
export function isRecurring({ rrule, dates }: AccessWindow): boolean {
  return rrule !== null || dates.length > 1
}

function replaced<T>(items: readonly T[], from: T, to: T): T[] {
  return items.map((each) => (each === from ? to : each))
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
