import { addDays, clockLengthMin, dateText, minuteOf, timeOf, weekdayNames, weekdayOf } from './local-date.ts'
import { modeLabels } from './names.ts'
import { readRule, type Repeat } from './recurrence.ts'
import type { AccessWindow } from './schedule-types.ts'

type WindowTimes = Pick<AccessWindow, 'startLocal' | 'endLocal'>
type WindowDays = Pick<AccessWindow, 'rrule' | 'dates' | 'exdates' | 'validFrom' | 'validTo'>

/** What a window is called: its label, or its mode. */
export function windowName({ label, mode }: Pick<AccessWindow, 'label' | 'mode'>): string {
  return label === '' ? modeLabels[mode] : label
}

/** `18:00 – 06:00 the next day`, or `all day`. */
export function timesText({ startLocal, endLocal }: WindowTimes): string {
  const length = clockLengthMin(startLocal, endLocal)
  if (length === 1440 && minuteOf(startLocal) === 0) return 'all day'
  const end = minuteOf(startLocal) + length
  if (end === 1440) return `${timeOf(minuteOf(startLocal))} – 24:00`
  return `${timeOf(minuteOf(startLocal))} – ${timeOf(end)}${end > 1440 ? ' the next day' : ''}`
}

/** `Monday to Friday, from 1 Dec 2026, not on 24 Dec 2026`: the days on which a window begins. */
export function daysText({ rrule, dates, exdates, validFrom, validTo }: WindowDays): string {
  const repeat = readRule(rrule)
  const named = repeat.kind === 'dates' && dates.length === 0 && validFrom !== null ? [validFrom] : dates
  const parts = repeat.kind === 'dates' ? [] : [repeatText(repeat)]
  if (named.length > 0) parts.push(`${repeat.kind === 'dates' ? '' : 'also '}on ${listed(named)}`)
  if (repeat.kind !== 'dates' && validFrom !== null) parts.push(`from ${dateText(validFrom, 'date')}`)
  if (repeat.kind !== 'dates' && validTo !== null) parts.push(`until ${dateText(validTo, 'date')}`)
  if (exdates.length > 0) parts.push(`not on ${listed(exdates)}`)
  const text = parts.join(', ')
  return text === '' ? 'On no day yet' : text.charAt(0).toUpperCase() + text.slice(1)
}

/** `every Monday`, `Monday to Friday`, `every 2 weeks on Saturday`, `the first Monday of every month`. */
export function repeatText(repeat: Repeat): string {
  switch (repeat.kind) {
    case 'weekly':
      return repeat.everyWeeks > 1
        ? `every ${repeat.everyWeeks} weeks on ${weekdaysText(repeat.weekdays)}`
        : oneWeekText(repeat.weekdays)
    case 'daily':
      return repeat.everyDays > 1 ? `every ${repeat.everyDays} days` : 'every day'
    case 'monthly_day':
      return `${monthDayText(repeat.day)} ${ofMonths(repeat.everyMonths)}`
    case 'monthly_weekday':
      return `the ${ordinals[repeat.nth]} ${weekdayNames[repeat.weekday]} ${ofMonths(repeat.everyMonths)}`
    case 'yearly':
      return `every year on ${yearDayText(repeat.month, repeat.day)}`
    case 'dates':
      return 'on single dates'
    case 'rule':
      return `by the rule ${repeat.rrule}`
  }
}

export const ordinals: Record<number, string> = {
  1: 'first',
  2: 'second',
  3: 'third',
  4: 'fourth',
  5: 'fifth',
  [-1]: 'last',
}

/** `Monday to Friday`, `Monday, Wednesday and Sunday`. */
function weekdaysText(weekdays: readonly number[]): string {
  const days = [...weekdays].sort((one, other) => one - other)
  const [first = 0] = days
  const inRow = days.length > 2 && days.every((day, index) => day === first + index)
  if (inRow) return `${weekdayNames[first]} to ${weekdayNames[first + days.length - 1]}`
  return joined(days.map((day) => weekdayNames[day] ?? ''))
}

/** The weekdays of a stretch of dates. */
export function weekdaysFrom(firstDate: string, count: number): number[] {
  return Array.from({ length: Math.min(count, 7) }, (_, index) => weekdayOf(addDays(firstDate, index)))
}

function oneWeekText(weekdays: readonly number[]): string {
  if (weekdays.length === 7) return 'every day'
  return weekdays.length === 1 ? `every ${weekdaysText(weekdays)}` : weekdaysText(weekdays)
}

function monthDayText(day: number): string {
  if (day === -1) return 'the last day'
  return day < 0 ? `day ${-day} from the end` : `day ${day}`
}

function ofMonths(interval: number): string {
  return interval > 1 ? `of every ${interval} months` : 'of every month'
}

function yearDayText(month: number, day: number): string {
  const form = { day: 'numeric', month: 'long', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat('en-GB', form).format(Date.UTC(2024, month - 1, day))
}

function listed(dates: readonly string[]): string {
  const few = dates.slice(0, 3).map((date) => dateText(date, 'date'))
  return dates.length > few.length ? `${few.join(', ')} and ${dates.length - few.length} more` : joined(few)
}

function joined(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}
