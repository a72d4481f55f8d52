import type { Options } from 'rrule'
import {
  untilDayOf,
  weekdays,
  wrongPart,
  wrongTogether,
  type Frequency,
  type RecurrenceParts,
} from './recurrence-parts.ts'
import { RRule } from './rrule-library.ts'

/** An RFC 5545 rule of whole days (section 3.3.10), taken apart. */
export interface Recurrence {
  readonly frequency: Frequency
  /** Every n-th day, week, month or year. */
  readonly interval: number
  readonly count: number | null
  /** Epoch day of the last date, included. */
  readonly untilDay: number | null
  /** First day of the week, Monday is 0. */
  readonly weekStart: number
  /** The BY parts, as the library reads them. */
  readonly by: Partial<Options>
}

export type RecurrenceOutcome =
  | { readonly kind: 'valid'; readonly recurrence: Recurrence }
  | { readonly kind: 'invalid'; readonly message: string }

/**
 * Reads a rule such as `FREQ=WEEKLY;BYDAY=MO,TU`, with or without `RRULE:` before it. `message` says what is
 * wrong and what to give instead. Times of day and zones are not the rule's business, so it may name none.
 */
export function parseRecurrence(text: string): RecurrenceOutcome {
  const rule = normaliseRule(text)
  const parts = new Map<string, string>()
  for (const part of rule.split(';')) {
    const [name = '', value = '', ...rest] = part.split('=')
    if (parts.has(name)) return invalid(`${name} is given twice: keep one.`)
    const wrong = rest.length > 0 ? `${name} has more than one value.` : wrongPart(name, value)
    if (wrong !== null) return invalid(wrong)
    parts.set(name, value)
  }
  const wrong = wrongTogether(parts)
  return wrong === null ? { kind: 'valid', recurrence: recurrenceOf(rule, parts) } : invalid(wrong)
}

/** The rule as it is stored: upper case, without the name of the iCalendar property. */
export function normaliseRule(text: string): string {
  return text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .replace(/;$/, '')
}

function invalid(message: string): RecurrenceOutcome {
  return { kind: 'invalid', message }
}

function recurrenceOf(rule: string, parts: RecurrenceParts): Recurrence {
  const { freq: _freq, interval, count, until: _until, wkst, ...by } = RRule.parseString(rule)
  const weekStart = weekdays.indexOf(parts.get('WKST') ?? 'MO')
  return {
    frequency: parts.get('FREQ') as Frequency,
    interval: interval ?? 1,
    count: count ?? null,
    untilDay: parts.has('UNTIL') ? untilDayOf(parts.get('UNTIL')!) : null,
    weekStart,
    by: { ...by, wkst: wkst ?? weekStart },
  }
}

/** Whether the rule says its dates only together with a first day. */
export function needsFirstDay({ frequency, interval, count, by }: Recurrence): boolean {
  if (interval > 1 || count !== null) return true
  switch (frequency) {
    case 'DAILY':
      return false
    case 'WEEKLY':
      return by.byweekday === undefined
    case 'MONTHLY':
    case 'YEARLY':
      return namesNoDay(by)
  }
}

/** Whether a monthly or yearly rule leaves the day to the first date. */
export function namesNoDay({ byweekday, bymonthday, byyearday }: Partial<Options>): boolean {
  return byweekday === undefined && bymonthday === undefined && byyearday === undefined
}
