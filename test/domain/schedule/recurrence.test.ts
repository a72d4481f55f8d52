import * as fc from 'fast-check'
import t from 'tap'
import { dateOf, parseLocalDate } from '../../../appliance/domain/schedule/local-date.ts'
import { recurrenceDays } from '../../../appliance/domain/schedule/recurrence-days.ts'
import { parseRecurrence, type Recurrence } from '../../../appliance/domain/schedule/recurrence.ts'
import { RRule } from '../../../appliance/domain/schedule/rrule-library.ts'

function recurrence(text: string): Recurrence {
  const outcome = parseRecurrence(text)
  if (outcome.kind === 'invalid') throw new Error(`${text}: ${outcome.message}`)
  return outcome.recurrence
}

function datesOf(rule: string, first: string | null, ...years: number[]): string[] {
  const inYear = recurrenceDays(recurrence(rule), first === null ? null : parseLocalDate(first))
  return years.flatMap((year) => inYear(year).map((day) => dateOf(day).toString()))
}

await t.test('rules fall on the dates that RFC 5545 gives them', async (t) => {
  const cases: readonly (readonly [rule: string, first: string | null, dates: readonly string[]])[] = [
    ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24,26', null, ['2026-12-24', '2026-12-26']],
    ['RRULE:freq=yearly;bymonth=2;bymonthday=29;', null, []],
    ['FREQ=YEARLY', '2025-05-01', ['2026-05-01']],
    ['FREQ=YEARLY;BYDAY=20MO', null, ['2026-05-18']],
    ['FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3,10', null, ['2026-03-29', '2026-10-25']],
    ['FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO', null, []],
    ['FREQ=YEARLY;BYWEEKNO=1;BYDAY=TH', null, ['2026-01-01']],
    ['FREQ=YEARLY;BYYEARDAY=-1', null, ['2026-12-31']],
    ['FREQ=YEARLY;INTERVAL=4;BYMONTH=1;BYMONTHDAY=1', '2022-01-01', ['2026-01-01']],
    ['FREQ=YEARLY;INTERVAL=4;BYMONTH=1;BYMONTHDAY=1', '2023-01-01', []],
    ['FREQ=MONTHLY;INTERVAL=6', '2025-08-31', ['2026-08-31']],
    ['FREQ=MONTHLY;BYMONTH=6;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', null, ['2026-06-30']],
    ['FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2,3,4', null, ['2026-03-31']],
    ['FREQ=MONTHLY;BYDAY=2TU;UNTIL=20260210', null, ['2026-01-13', '2026-02-10']],
    ['FREQ=WEEKLY;COUNT=3', '2026-12-14', ['2026-12-14', '2026-12-21', '2026-12-28']],
    [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO;COUNT=4',
      '2026-08-04',
      ['2026-08-04', '2026-08-09', '2026-08-18', '2026-08-23'],
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU;COUNT=4',
      '2026-08-04',
      ['2026-08-04', '2026-08-16', '2026-08-18', '2026-08-30'],
    ],
    ['FREQ=DAILY;INTERVAL=100;BYMONTH=7', '2026-01-01', ['2026-07-20']],
    ['FREQ=DAILY;COUNT=2', '2026-12-31', ['2026-12-31']],
  ]
  for (const [rule, first, dates] of cases) t.same(datesOf(rule, first, 2026), dates, rule)
  t.same(datesOf('FREQ=DAILY;COUNT=2', '2026-12-31', 2027), ['2027-01-01'])
  t.same(datesOf('FREQ=DAILY', null, 1969, 2200), [])
})

await t.test(
  'a rule that asks for what a window cannot do is refused with what to give instead',
  async (t) => {
    const cases: readonly (readonly [rule: string, message: RegExp])[] = [
      ['', /no part of a rule/],
      ['every Monday', /no part of a rule.*FREQ=WEEKLY/],
      ['BYDAY=MO', /FREQ is missing/],
      ['FREQ=HOURLY', /FREQ must be DAILY, WEEKLY, MONTHLY, YEARLY/],
      ['FREQ=MINUTELY', /FREQ must be/],
      ['FREQ=DAILY;FREQ=WEEKLY', /FREQ is given twice/],
      ['FREQ=DAILY;BYHOUR=8', /BYHOUR.*startLocal and endLocal/],
      ['FREQ=DAILY;BYMINUTE=8', /BYMINUTE.*startLocal/],
      ['FREQ=DAILY;BYSECOND=8', /BYSECOND.*startLocal/],
      ['FREQ=DAILY;BYEASTER=1', /“BYEASTER” is no part/],
      ['DTSTART:20261120T180000\nRRULE:FREQ=DAILY', /DTSTART.*validFrom/],
      ['DTSTART;TZID=Europe/Berlin:20261120T180000', /DTSTART.*validFrom/],
      ['FREQ=DAILY;TZID=Europe/Berlin', /TZID.*zone is the depot’s/],
      ['FREQ=DAILY\nEXDATE:20261224', /EXDATE.*exdates/],
      ['FREQ=DAILY;UNTIL=20261231T235959Z', /UNTIL must be a date without time or zone.*validTo/],
      ['FREQ=DAILY;UNTIL=20260230', /UNTIL must be a date/],
      ['FREQ=DAILY;UNTIL=20261231;COUNT=3', /exclude each other/],
      ['FREQ=DAILY;INTERVAL=0', /INTERVAL must be a number from 1/],
      ['FREQ=DAILY;INTERVAL=1=2', /more than one value/],
      ['FREQ=DAILY;COUNT=0', /COUNT must be/],
      ['FREQ=WEEKLY;BYDAY=MO,', /BYDAY must be weekdays/],
      ['FREQ=WEEKLY;BYDAY=', /BYDAY must be weekdays/],
      ['FREQ=WEEKLY;BYDAY=1MO', /FREQ=MONTHLY or YEARLY/],
      ['FREQ=WEEKLY;WKST=XX', /WKST must be one of MO/],
      ['FREQ=WEEKLY;BYMONTHDAY=1', /BYMONTHDAY needs/],
      ['FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1', /BYSETPOS needs FREQ/],
      ['FREQ=MONTHLY;BYSETPOS=1', /something to choose from/],
      ['FREQ=MONTHLY;BYMONTHDAY=32', /BYMONTHDAY must be numbers from 1 to 31/],
      ['FREQ=MONTHLY;BYMONTHDAY=0', /BYMONTHDAY must be/],
      ['FREQ=YEARLY;BYMONTH=-1', /BYMONTH must be numbers from 1 to 12/],
      ['FREQ=MONTHLY;BYYEARDAY=1', /BYYEARDAY needs FREQ=YEARLY/],
      ['FREQ=MONTHLY;BYWEEKNO=1;BYDAY=MO', /BYWEEKNO needs FREQ=YEARLY/],
      ['FREQ=YEARLY;BYWEEKNO=1', /BYWEEKNO needs BYDAY/],
    ]
    for (const [rule, message] of cases) {
      const outcome = parseRecurrence(rule)
      t.match(outcome, { kind: 'invalid', message }, rule)
    }
  },
)

const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')
const listOf = (item: fc.Arbitrary<unknown>) =>
  fc.uniqueArray(item, { minLength: 1, maxLength: 3 }).map((items) => items.join(','))
const signed = (greatest: number) =>
  fc.integer({ min: -greatest, max: greatest }).filter((number) => number !== 0)
const part = (name: string, value: fc.Arbitrary<unknown>) =>
  fc.option(
    value.map((given) => `${name}=${String(given)}`),
    { nil: '', freq: 1 },
  )

const anyRule = fc
  .tuple(
    fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY').map((frequency) => `FREQ=${frequency}`),
    part('INTERVAL', fc.integer({ min: 1, max: 5 })),
    part('WKST', weekday),
    part('COUNT', fc.integer({ min: 1, max: 40 })),
    part(
      'BYDAY',
      fc.oneof(
        listOf(weekday),
        fc.tuple(signed(5), weekday).map((pair) => pair.join('')),
      ),
    ),
    part('BYMONTH', listOf(fc.integer({ min: 1, max: 12 }))),
    part('BYMONTHDAY', listOf(signed(28))),
    part('BYSETPOS', signed(4)),
  )
  .map((parts) => parts.filter((text) => text !== '').join(';'))
  .filter((rule) => parseRecurrence(rule).kind === 'valid')

await t.test('looking year by year finds the dates that the library finds in one go', async () => {
  fc.assert(
    fc.property(anyRule, fc.integer({ min: 0, max: 800 }), (rule, offset) => {
      const first = Temporal.PlainDate.from('2026-01-01').add({ days: offset })
      const dtstart = new Date(`${first.toString()}T00:00:00Z`)
      const until = new Date('2031-12-31T00:00:00Z')
      const whole = new RRule({
        ...RRule.parseString(rule),
        dtstart,
        ...(rule.includes('COUNT') ? {} : { until }),
      })
      const expected = whole.all((_, index) => index < 2500).filter((date) => date <= until)
      const dates = datesOf(rule, first.toString(), 2026, 2027, 2028, 2029, 2030, 2031)
      return dates.join() === expected.map((date) => date.toISOString().slice(0, 10)).join()
    }),
    { numRuns: 300 },
  )
})
