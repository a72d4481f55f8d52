import { assert, constantFrom, integer, property } from 'fast-check'
import t from 'tap'
import {
  endOfValidity,
  fromLocalInput,
  fullTime,
  lastDayBefore,
  relativeTime,
  shortTime,
  startOfDay,
  startOfNextDay,
  toLocalInput,
} from '../../ui/lib/zoned-time.ts'

const zones = constantFrom(
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'Pacific/Apia',
  'UTC',
)
const minutes = integer({
  min: Date.UTC(2024, 0, 1) / 60_000,
  max: Date.UTC(2030, 0, 1) / 60_000,
})

await t.test('a local time names the same instant as everywhere else in the product', async () => {
  assert(
    property(zones, minutes, (zone, minute) => {
      const text = new Date(minute * 60_000).toISOString().slice(0, 16)
      const expected = Temporal.PlainDateTime.from(text).toZonedDateTime(zone, {
        disambiguation: 'compatible',
      })
      return fromLocalInput(text, zone).getTime() === expected.epochMilliseconds
    }),
  )
})

await t.test('what a field shows for an instant is the local time of that instant', async () => {
  assert(
    property(zones, minutes, (zone, minute) => {
      const instant = new Date(minute * 60_000)
      const expected = instant
        .toTemporalInstant()
        .toZonedDateTimeISO(zone)
        .toPlainDateTime()
        .toString()
        .slice(0, 16)
      return toLocalInput(instant, zone) === expected
    }),
  )
})

await t.test('a day ends where the next begins, also when it has 23 or 25 hours', async (t) => {
  const hours = (date: string) =>
    (startOfNextDay(date, 'Europe/Berlin').getTime() - startOfDay(date, 'Europe/Berlin').getTime()) /
    3_600_000
  t.same(['2026-03-28', '2026-03-29', '2026-10-25'].map(hours), [24, 23, 25])
  t.equal(lastDayBefore('2026-12-31T23:00:00.000Z', 'Europe/Berlin'), '2026-12-31')
})

await t.test('times are told with as much as is needed', async (t) => {
  const now = new Date('2026-11-20T10:00:00Z')
  const short = (at: string) => shortTime(at, now, 'Europe/Berlin')
  t.equal(short('2026-11-20T08:05:00.000Z'), '09:05')
  t.equal(short('2026-11-19T23:30:00.000Z'), '00:30', 'the depot’s day counts, not that of UTC')
  t.equal(short('2026-11-18T08:05:00.000Z'), '18 Nov 09:05')
  t.equal(short('2025-11-18T08:05:00.000Z'), '18 Nov 2025 09:05')
  t.equal(fullTime('2026-11-20T08:05:07.000Z', 'Europe/Berlin'), 'Fri 20 Nov 2026, 09:05:07 CET')
  t.equal(relativeTime('2026-11-20T09:57:00.000Z', now), '3 min ago')
  t.equal(
    endOfValidity('2027-06-30T22:00:00.000Z', now, 'Europe/Berlin'),
    '30 Jun 2027',
    'the last day counts',
  )
  t.equal(endOfValidity('2026-11-20T17:00:00.000Z', now, 'Europe/Berlin'), '18:00')
  t.equal(relativeTime('2026-11-20T12:10:00.000Z', now), 'in 2 h 10 min')
  t.equal(relativeTime('2026-11-20T09:59:58.000Z', now), 'just now')
})
