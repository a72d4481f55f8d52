import { assert, constantFrom, integer, oneof, property, record, subarray, constant } from 'fast-check'
import t from 'tap'
import { parseRecurrence } from '../../appliance/domain/schedule/recurrence.ts'
import { readRule, writeRule, type Repeat } from '../../ui/lib/recurrence.ts'
import { daysText, repeatText, timesText } from '../../ui/lib/window-words.ts'

const every = integer({ min: 1, max: 99 })
const weekday = integer({ min: 0, max: 6 })
const repeats = oneof(
  record({
    kind: constant('weekly' as const),
    everyWeeks: every,
    weekdays: subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 }),
  }),
  record({ kind: constant('daily' as const), everyDays: every }),
  record({ kind: constant('monthly_day' as const), everyMonths: every, day: integer({ min: 1, max: 31 }) }),
  record({
    kind: constant('monthly_weekday' as const),
    everyMonths: every,
    nth: constantFrom(1, 2, 3, 4, 5, -1),
    weekday,
  }),
  record({
    kind: constant('yearly' as const),
    month: integer({ min: 1, max: 12 }),
    day: integer({ min: 1, max: 31 }),
  }),
)

await t.test('what the form says is a rule that the gateway takes, and reads back as the same', async (t) => {
  assert(
    property(repeats, (repeat: Repeat) => {
      const rrule = writeRule(repeat)!
      t.equal(parseRecurrence(rrule).kind, 'valid', rrule)
      t.same(readRule(rrule), repeat)
    }),
  )
})

await t.test('a rule that no sentence fits is kept as it is', async (t) => {
  const rules = [
    'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1',
    'FREQ=MONTHLY;BYMONTHDAY=1,15',
    'FREQ=WEEKLY;BYDAY=MO;COUNT=5',
    'FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYMONTHDAY=1',
    'FREQ=DAILY;BYDAY=MO',
    'FREQ=WEEKLY',
  ]
  for (const rrule of rules) t.equal(writeRule(readRule(rrule)), rrule)
  t.same(readRule(rules[0]!), { kind: 'rule', rrule: rules[0] })
})

await t.test('days and times are told as people say them', async (t) => {
  const told = (rrule: string) => repeatText(readRule(rrule))
  t.equal(told('FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'), 'Monday to Friday')
  t.equal(told('FREQ=WEEKLY;BYDAY=SA'), 'every Saturday')
  t.equal(told('FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU'), 'every 2 weeks on Saturday and Sunday')
  t.equal(told('FREQ=MONTHLY;BYDAY=-1FR'), 'the last Friday of every month')
  t.equal(told('FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24'), 'every year on 24 December')
  const days = {
    rrule: 'FREQ=DAILY',
    dates: [],
    exdates: ['2026-12-24'],
    validFrom: '2026-12-01',
    validTo: null,
  }
  t.equal(daysText(days), 'Every day, from 1 Dec 2026, not on 24 Dec 2026')
  t.equal(
    daysText({ ...days, rrule: null, dates: ['2026-12-06'], exdates: [], validFrom: null }),
    'On 6 Dec 2026',
  )
  t.equal(timesText({ startLocal: '18:00', endLocal: '06:00' }), '18:00 – 06:00 the next day')
  t.equal(timesText({ startLocal: '00:00', endLocal: '24:00' }), 'all day')
  t.equal(timesText({ startLocal: '20:00', endLocal: '00:00' }), '20:00 – 24:00')
})
