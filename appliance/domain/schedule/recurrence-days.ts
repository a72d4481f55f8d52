import type { Options } from 'rrule'
import { dateOf, scheduleYears } from './local-date.ts'
import type { Frequency } from './recurrence-parts.ts'
import { namesNoDay, type Recurrence } from './recurrence.ts'
import { datetime, RRule } from './rrule-library.ts'

const dayMs = 86_400_000

/** Weekdays and leap days come round every 28 years: what a rule does not do by then is not waited for. */
export const searchYears = 28

/**
 * The library steps through a rule until the year 9999 when nothing matches: seconds for `FREQ=DAILY` with a
 * 30 February. An interval beyond that year makes it stop after a single month or year; stepping is done here.
 */
const beyondLastYear = { months: 120_000, years: 10_000 } as const

/** The days of a rule in a year: epoch days, ascending. */
export type RecurrenceDays = (year: number) => readonly number[]

/**
 * Compiles a rule. `firstDay` (epoch day) is where it starts: INTERVAL and COUNT are counted from there, and a
 * day that the rule leaves open is taken from it. Null only where the rule does not need one.
 */
export function recurrenceDays(recurrence: Recurrence, firstDay: number | null): RecurrenceDays {
  const uncounted = withoutCount(recurrence, firstDay)
  const lastDay = lastDayOf(recurrence, firstDay, uncounted)
  const years = new Map<number, readonly number[]>()
  return (year) => {
    const known = years.get(year)
    if (known) return known
    const days = uncounted(year).filter((day) => lastDay === null || day <= lastDay)
    years.set(year, days)
    return days
  }
}

/** Whether COUNT, if there is one, is used up within 28 years. */
export function isCountReached(recurrence: Recurrence, firstDay: number): boolean {
  return (
    recurrence.count === null || lastDayOf(recurrence, firstDay, withoutCount(recurrence, firstDay)) !== null
  )
}

function withoutCount(recurrence: Recurrence, firstDay: number | null): (year: number) => number[] {
  const { frequency, interval, by, weekStart } = recurrence
  const options = spelledOut(frequency, by, firstDay)
  const first = firstDay ?? Number.NEGATIVE_INFINITY
  const isDue = (day: number) =>
    interval === 1 ||
    firstDay === null ||
    (periodOf(frequency, day, weekStart) - periodOf(frequency, firstDay, weekStart)) % interval === 0
  return (year) => {
    if (year < scheduleYears.first || year > scheduleYears.last) return []
    const days = frequency === 'MONTHLY' ? daysOfMonths(options, year) : daysOfYear(options, year)
    return days.filter((day) => day >= first && isDue(day))
  }
}

/** Numbers the days, weeks, months or years, so that INTERVAL is a remainder. */
function periodOf(frequency: Frequency, day: number, weekStart: number): number {
  switch (frequency) {
    case 'DAILY':
      return day
    case 'WEEKLY':
      // 1970-01-01 was a Thursday.
      return Math.floor((day + 3 - weekStart) / 7)
    case 'MONTHLY':
      return dateOf(day).year * 12 + dateOf(day).month
    case 'YEARLY':
      return dateOf(day).year
  }
}

/** Daily and weekly rules as yearly ones that name their days, and open days filled in from the first. */
function spelledOut(frequency: Frequency, by: Partial<Options>, firstDay: number | null): Partial<Options> {
  const first = dateOf(firstDay ?? 0)
  switch (frequency) {
    case 'DAILY':
      return { ...by, byweekday: by.byweekday ?? [0, 1, 2, 3, 4, 5, 6] }
    case 'WEEKLY':
      return { ...by, byweekday: by.byweekday ?? [first.dayOfWeek - 1] }
    case 'MONTHLY':
      return namesNoDay(by) ? { ...by, bymonthday: [first.day] } : by
    case 'YEARLY':
      return namesNoDay(by) ? { ...by, bymonth: by.bymonth ?? [first.month], bymonthday: [first.day] } : by
  }
}

function daysOfYear(options: Partial<Options>, year: number): number[] {
  return daysOfPeriod({ ...options, freq: RRule.YEARLY, interval: beyondLastYear.years }, year, 1)
}

function daysOfMonths(options: Partial<Options>, year: number): number[] {
  const monthly = { ...options, freq: RRule.MONTHLY, interval: beyondLastYear.months }
  return Array.from({ length: 12 }, (_, month) => daysOfPeriod(monthly, year, month + 1)).flat()
}

function daysOfPeriod(options: Partial<Options>, year: number, month: number): number[] {
  const rule = new RRule({ ...options, dtstart: datetime(year, month, 1) }, true)
  return rule.all().map((date) => date.getTime() / dayMs)
}

/** Null where a rule has no end, or does not come to it in time. */
function lastDayOf(
  { count, untilDay }: Recurrence,
  firstDay: number | null,
  inYear: (year: number) => number[],
): number | null {
  if (count === null) return untilDay
  let left = count
  const firstYear = dateOf(firstDay ?? 0).year
  for (let year = firstYear; year <= firstYear + searchYears; year++) {
    const days = inYear(year)
    if (days.length >= left) return days[left - 1]!
    left -= days.length
  }
  return null
}
