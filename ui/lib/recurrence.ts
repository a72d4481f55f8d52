/**
 * On which days a window begins, as people say it. Everything that does not fit one of these sentences is kept
 * as the rule that it is (RFC 5545, section 3.3.10).
 */
export type Repeat =
  | { kind: 'weekly'; everyWeeks: number; weekdays: number[] }
  | { kind: 'daily'; everyDays: number }
  | { kind: 'monthly_day'; everyMonths: number; day: number }
  | { kind: 'monthly_weekday'; everyMonths: number; nth: number; weekday: number }
  | { kind: 'yearly'; month: number; day: number }
  | { kind: 'dates' }
  | { kind: 'rule'; rrule: string }

const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** The rule for `repeat`; `null` for single dates. */
export function writeRule(repeat: Repeat): string | null {
  switch (repeat.kind) {
    case 'weekly':
      return `FREQ=WEEKLY${every(repeat.everyWeeks)};BYDAY=${sorted(repeat.weekdays)
        .map((weekday) => codes[weekday])
        .join(',')}`
    case 'daily':
      return `FREQ=DAILY${every(repeat.everyDays)}`
    case 'monthly_day':
      return `FREQ=MONTHLY${every(repeat.everyMonths)};BYMONTHDAY=${repeat.day}`
    case 'monthly_weekday':
      return `FREQ=MONTHLY${every(repeat.everyMonths)};BYDAY=${repeat.nth}${codes[repeat.weekday]}`
    case 'yearly':
      return `FREQ=YEARLY;BYMONTH=${repeat.month};BYMONTHDAY=${repeat.day}`
    case 'dates':
      return null
    case 'rule':
      return repeat.rrule
  }
}

/** What a rule says, where it is one that people say. */
export function readRule(rrule: string | null): Repeat {
  if (rrule === null) return { kind: 'dates' }
  const parts = new Map(rrule.split(';').map((part) => part.split('=') as [string, string]))
  const interval = Number(parts.get('INTERVAL') ?? 1)
  const names = [...parts.keys()].filter((name) => name !== 'FREQ' && name !== 'INTERVAL').sort()
  const [byDay = '', monthDay = ''] = [parts.get('BYDAY'), parts.get('BYMONTHDAY')]
  switch (`${parts.get('FREQ')} ${names.join(' ')}`.trim()) {
    case 'DAILY':
      return { kind: 'daily', everyDays: interval }
    case 'WEEKLY BYDAY':
      return {
        kind: 'weekly',
        everyWeeks: interval,
        weekdays: byDay.split(',').map((code) => codes.indexOf(code)),
      }
    case 'MONTHLY BYMONTHDAY':
      if (monthDay.includes(',')) break
      return { kind: 'monthly_day', everyMonths: interval, day: Number(monthDay) }
    case 'MONTHLY BYDAY': {
      const counted = /^(-1|[1-5])(MO|TU|WE|TH|FR|SA|SU)$/.exec(byDay)
      if (!counted) break
      const [, nth, code = ''] = counted
      return {
        kind: 'monthly_weekday',
        everyMonths: interval,
        nth: Number(nth),
        weekday: codes.indexOf(code),
      }
    }
    case 'YEARLY BYMONTH BYMONTHDAY': {
      const month = parts.get('BYMONTH') ?? ''
      if (interval > 1 || `${month}${monthDay}`.includes(',')) break
      return { kind: 'yearly', month: Number(month), day: Number(monthDay) }
    }
  }
  return { kind: 'rule', rrule }
}

/** Whether its dates are only known together with the first day from which they are counted. */
export function needsFirstDay(repeat: Repeat): boolean {
  switch (repeat.kind) {
    case 'weekly':
      return repeat.everyWeeks > 1
    case 'daily':
      return repeat.everyDays > 1
    case 'monthly_day':
    case 'monthly_weekday':
      return repeat.everyMonths > 1
    case 'yearly':
    case 'dates':
      return false
    case 'rule':
      return /INTERVAL=(?!1\b)|COUNT=/.test(repeat.rrule)
  }
}

function every(interval: number): string {
  return interval > 1 ? `;INTERVAL=${interval}` : ''
}

function sorted(weekdays: readonly number[]): number[] {
  return [...new Set(weekdays)].sort((one, other) => one - other)
}
