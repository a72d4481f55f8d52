import { parseLocalDate } from './local-date.ts'

/** The parts of a rule by name: `FREQ` → `WEEKLY`. */
export type RecurrenceParts = ReadonlyMap<string, string>

export const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
export type Frequency = (typeof frequencies)[number]

/** In the order of RFC 5545; Monday is 0. */
export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** Each part that a rule may have: whether a value is one, and what it must be. */
const partForms: Readonly<
  Record<string, { readonly fits: (value: string) => boolean; readonly must: string }>
> = {
  FREQ: { fits: (value) => isFrequency(value), must: `be ${frequencies.join(', ')}` },
  INTERVAL: { fits: (value) => /^[1-9]\d{0,2}$/.test(value), must: 'be a number from 1 to 999' },
  COUNT: { fits: (value) => /^[1-9]\d{0,3}$/.test(value), must: 'be a number from 1 to 9999' },
  UNTIL: {
    fits: (value) => untilDayOf(value) !== null,
    must: 'be a date without time or zone, such as 20271231 (included); or use validTo',
  },
  WKST: { fits: (value) => weekdays.includes(value), must: `be one of ${weekdays.join(', ')}` },
  BYDAY: {
    fits: (value) =>
      /^(?:(?:[+-]?(?:[1-9]|[1-4]\d|5[0-3]))?(?:MO|TU|WE|TH|FR|SA|SU)(?:,|$))+(?<!,)$/.test(value),
    must: 'be weekdays such as MO,TU or, counted from the start or the end, 1MO or -1FR',
  },
  BYMONTH: numbers(12, 'from 1 to 12', /^\d+$/),
  BYMONTHDAY: numbers(31, 'from 1 to 31, or -1 to -31 counted from the end'),
  BYYEARDAY: numbers(366, 'from 1 to 366, or -1 to -366 counted from the end'),
  BYWEEKNO: numbers(53, 'from 1 to 53, or -1 to -53 counted from the end'),
  BYSETPOS: numbers(366, 'from 1 to 366, or -1 to -366 counted from the end'),
}

const refusedParts: Readonly<Record<string, string>> = {
  BYHOUR: 'startLocal and endLocal give the times of day',
  BYMINUTE: 'startLocal and endLocal give the times of day',
  BYSECOND: 'startLocal and endLocal give the times of day',
  DTSTART: 'validFrom gives the first day',
  DTEND: 'endLocal gives the end',
  TZID: 'the zone is the depot’s',
  EXDATE: 'exdates gives the dates to leave out',
  RDATE: 'dates gives the dates to add',
}

function numbers(greatest: number, must: string, form = /^[+-]?\d+$/) {
  const fits = (value: string) =>
    value.split(',').every((item) => {
      const size = Math.abs(Number(item))
      return form.test(item) && size >= 1 && size <= greatest
    })
  return { fits, must: `be numbers ${must}` }
}

function isFrequency(value: string): value is Frequency {
  return frequencies.some((frequency) => frequency === value)
}

/** The epoch day of `20271231`; null for anything else, such as a time or a zone. */
export function untilDayOf(value: string): number | null {
  if (!/^\d{8}$/.test(value)) return null
  return parseLocalDate(`${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}`)
}

/** What is wrong with one part, and what to give instead; null where nothing is. */
export function wrongPart(name: string, value: string): string | null {
  // Exports carry lines such as `DTSTART;TZID=Europe/Berlin:20261120T180000`.
  const refused = Object.entries(refusedParts).find(([part]) => name.startsWith(part) || value.includes(part))
  if (refused) return `${refused[0]} does not belong in the rule: ${refused[1]}.`
  const form = partForms[name]
  if (!form) return `“${name}” is no part of a rule; parts look like FREQ=WEEKLY;BYDAY=MO,TU.`
  return form.fits(value) ? null : `${name} must ${form.must}.`
}

/** Parts that do not go together (the table in RFC 5545, section 3.3.10). */
export function wrongTogether(parts: RecurrenceParts): string | null {
  const frequency = parts.get('FREQ')
  const inYear = frequency === 'YEARLY'
  const inMonthOrYear = inYear || frequency === 'MONTHLY'
  const isCounted = /\d/.test(parts.get('BYDAY') ?? '')
  if (frequency === undefined) return 'FREQ is missing: begin with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.'
  if (parts.has('COUNT') && parts.has('UNTIL')) return 'COUNT and UNTIL exclude each other: keep one.'
  if (parts.has('BYMONTHDAY') && frequency === 'WEEKLY')
    return 'BYMONTHDAY needs FREQ=DAILY, MONTHLY or YEARLY.'
  if (parts.has('BYYEARDAY') && !inYear) return 'BYYEARDAY needs FREQ=YEARLY.'
  if (parts.has('BYWEEKNO') && !inYear) return 'BYWEEKNO needs FREQ=YEARLY.'
  if (parts.has('BYWEEKNO') && (!parts.has('BYDAY') || isCounted))
    return 'BYWEEKNO needs BYDAY with plain weekdays.'
  if (isCounted && !inMonthOrYear) return 'Counted weekdays such as 1MO need FREQ=MONTHLY or YEARLY.'
  if (parts.has('BYSETPOS') && !inMonthOrYear)
    return 'BYSETPOS needs FREQ=MONTHLY or YEARLY; name the weekdays.'
  const chooses = ['BYDAY', 'BYMONTHDAY', 'BYYEARDAY', 'BYMONTH'].some((name) => parts.has(name))
  if (parts.has('BYSETPOS') && !chooses) return 'BYSETPOS needs something to choose from, such as BYDAY.'
  return null
}
