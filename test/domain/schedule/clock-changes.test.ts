import t from 'tap'
import { modeAt } from '../../../appliance/domain/access-mode.ts'
import { zoneTransitionsBetween } from '../../../appliance/domain/schedule/zone-transitions.ts'
import { accessPolicy, accessWindow } from '../../support/access-policy.ts'

/** Date and times of a window, and the UTC times at which it begins and ends; none where it does not happen. */
type Row = readonly [date: string, times: string, occurrence: string | null]

const tables: Readonly<Record<string, readonly Row[]>> = {
  'Europe/London: 2026-03-29 skips 01:00 to 02:00': [
    ['2026-03-29', '00:30–01:30', '2026-03-29T00:30Z/2026-03-29T01:30Z'],
    ['2026-03-29', '01:15–01:45', '2026-03-29T01:15Z/2026-03-29T01:45Z'],
    ['2026-03-29', '01:00–02:00', null],
    ['2026-03-29', '01:45–02:15', null],
    ['2026-03-28', '22:00–01:30', '2026-03-28T22:00Z/2026-03-29T01:30Z'],
    ['2026-03-29', '00:00–24:00', '2026-03-29T00:00Z/2026-03-29T23:00Z'],
  ],
  'Europe/London: 2026-10-25 repeats 01:00 to 02:00': [
    ['2026-10-25', '00:30–01:30', '2026-10-24T23:30Z/2026-10-25T00:30Z'],
    ['2026-10-25', '01:15–01:45', '2026-10-25T00:15Z/2026-10-25T00:45Z'],
    ['2026-10-25', '01:00–02:00', '2026-10-25T00:00Z/2026-10-25T02:00Z'],
    ['2026-10-24', '22:00–01:30', '2026-10-24T21:00Z/2026-10-25T00:30Z'],
    ['2026-10-25', '00:00–24:00', '2026-10-24T23:00Z/2026-10-26T00:00Z'],
  ],
  'America/New_York: 2026-03-08 skips 02:00 to 03:00': [
    ['2026-03-08', '01:00–02:30', '2026-03-08T06:00Z/2026-03-08T07:30Z'],
    ['2026-03-08', '02:15–02:45', '2026-03-08T07:15Z/2026-03-08T07:45Z'],
    ['2026-03-08', '02:30–03:30', null],
    ['2026-03-08', '00:00–24:00', '2026-03-08T05:00Z/2026-03-09T04:00Z'],
  ],
  'America/New_York: 2026-11-01 repeats 01:00 to 02:00': [
    ['2026-11-01', '00:30–01:30', '2026-11-01T04:30Z/2026-11-01T05:30Z'],
    ['2026-11-01', '01:30–02:30', '2026-11-01T05:30Z/2026-11-01T07:30Z'],
    ['2026-11-01', '00:00–24:00', '2026-11-01T04:00Z/2026-11-02T05:00Z'],
  ],
  'Australia/Sydney: 2026-10-04 skips 02:00 to 03:00': [
    ['2026-10-04', '01:00–02:30', '2026-10-03T15:00Z/2026-10-03T16:30Z'],
    ['2026-10-04', '02:15–02:45', '2026-10-03T16:15Z/2026-10-03T16:45Z'],
    ['2026-10-04', '00:00–24:00', '2026-10-03T14:00Z/2026-10-04T13:00Z'],
  ],
  'Australia/Sydney: 2026-04-05 repeats 02:00 to 03:00': [
    ['2026-04-05', '01:00–02:30', '2026-04-04T14:00Z/2026-04-04T15:30Z'],
    ['2026-04-05', '02:30–03:30', '2026-04-04T15:30Z/2026-04-04T17:30Z'],
    ['2026-04-05', '00:00–24:00', '2026-04-04T13:00Z/2026-04-05T14:00Z'],
  ],
  'Australia/Lord_Howe: 2026-10-04 skips 02:00 to 02:30': [
    ['2026-10-04', '01:30–02:15', '2026-10-03T15:00Z/2026-10-03T15:45Z'],
    ['2026-10-04', '02:10–02:20', '2026-10-03T15:40Z/2026-10-03T15:50Z'],
    ['2026-10-04', '02:15–02:45', null],
    ['2026-10-04', '00:00–24:00', '2026-10-03T13:30Z/2026-10-04T13:00Z'],
  ],
  'Australia/Lord_Howe: 2026-04-05 repeats 01:30 to 02:00': [
    ['2026-04-05', '01:00–01:45', '2026-04-04T14:00Z/2026-04-04T14:45Z'],
    ['2026-04-05', '01:45–02:15', '2026-04-04T14:45Z/2026-04-04T15:45Z'],
    ['2026-04-05', '00:00–24:00', '2026-04-04T13:00Z/2026-04-05T13:30Z'],
  ],
  'Africa/Casablanca: Ramadan 2026 begins by repeating 02:00 to 03:00': [
    ['2026-02-15', '01:30–02:30', '2026-02-15T00:30Z/2026-02-15T01:30Z'],
    ['2026-02-15', '02:30–03:30', '2026-02-15T01:30Z/2026-02-15T03:30Z'],
    ['2026-02-20', '18:00–06:00', '2026-02-20T18:00Z/2026-02-21T06:00Z'],
  ],
  'Africa/Casablanca: Ramadan 2026 ends by skipping 02:00 to 03:00': [
    ['2026-03-22', '01:30–02:30', '2026-03-22T01:30Z/2026-03-22T02:30Z'],
    ['2026-03-22', '02:30–03:30', null],
    ['2026-03-23', '18:00–06:00', '2026-03-23T17:00Z/2026-03-24T05:00Z'],
  ],
  'Pacific/Apia: skips all of 2011-12-30': [
    ['2011-12-29', '08:00–18:00', '2011-12-29T18:00Z/2011-12-30T04:00Z'],
    ['2011-12-29', '22:00–06:00', '2011-12-30T08:00Z/2011-12-30T16:00Z'],
    ['2011-12-29', '00:00–24:00', '2011-12-29T10:00Z/2011-12-30T10:00Z'],
    // Moves forward by the gap, which is a day.
    ['2011-12-30', '08:00–18:00', '2011-12-30T18:00Z/2011-12-31T04:00Z'],
    ['2011-12-30', '00:00–24:00', null],
  ],
}

for (const [title, rows] of Object.entries(tables)) {
  await t.test(title, async (t) => {
    const zone = title.slice(0, title.indexOf(':'))
    for (const [date, times, expected] of rows) {
      const [startLocal = '', endLocal = ''] = times.split('–')
      const window = accessWindow({ rrule: null, validFrom: date, startLocal, endLocal })
      t.equal(heldDuring(zone, window), expected && seconds(expected), `${date} ${times}`)
    }
  })
}

/** Asks the schedule itself, from two days before on. */
function heldDuring(zone: string, window: ReturnType<typeof accessWindow>): string | null {
  const policy = accessPolicy(zone, [window])
  const before = Temporal.PlainDate.from(window.validFrom!)
    .subtract({ days: 2 })
    .toZonedDateTime('UTC')
    .toInstant()
  const begin = modeAt(policy, [], before).nextChangeAt
  if (begin === null) return null
  const end = modeAt(policy, [], begin).nextChangeAt
  return end && `${begin.toString()}/${end.toString()}`
}

function seconds(occurrence: string): string {
  return occurrence.replaceAll('Z', ':00Z')
}

await t.test('a weekly window keeps its local hours through both changes of clocks', async (t) => {
  const policy = accessPolicy('Europe/London', [accessWindow({ rrule: 'FREQ=WEEKLY;BYDAY=SA' })])
  const nextAfter = (text: string) => modeAt(policy, [], Temporal.Instant.from(text)).nextChangeAt?.toString()
  t.equal(nextAfter('2026-03-28T00:00Z'), '2026-03-28T18:00:00Z')
  t.equal(nextAfter('2026-03-28T20:00Z'), '2026-03-29T05:00:00Z')
  t.equal(nextAfter('2026-10-24T12:00Z'), '2026-10-24T17:00:00Z')
  t.equal(nextAfter('2026-10-24T20:00Z'), '2026-10-25T06:00:00Z')
})

await t.test(
  'the transitions of a zone are told with their shift, the first of a range included',
  async (t) => {
    const between = (zone: string, from: string, until: string) =>
      zoneTransitionsBetween(zone, Temporal.Instant.from(from), Temporal.Instant.from(until)).map(
        ({ at, localAt, shiftMs }) => [at.toString(), localAt, shiftMs / 60_000],
      )
    t.same(between('Europe/London', '2026-03-29T01:00Z', '2026-10-25T01:00:00.001Z'), [
      ['2026-03-29T01:00:00Z', '2026-03-29T02:00:00.000+01:00', 60],
      ['2026-10-25T01:00:00Z', '2026-10-25T01:00:00.000+00:00', -60],
    ])
    t.same(between('Europe/London', '2026-03-29T01:00:00.001Z', '2026-10-25T01:00Z'), [])
    t.same(between('Pacific/Apia', '2011-12-01T00:00Z', '2012-01-01T00:00Z'), [
      ['2011-12-30T10:00:00Z', '2011-12-31T00:00:00.000+14:00', 1440],
    ])
    t.same(between('Australia/Lord_Howe', '2026-10-01T00:00Z', '2026-11-01T00:00Z'), [
      ['2026-10-03T15:30:00Z', '2026-10-04T02:30:00.000+11:00', 30],
    ])
    t.same(between('Asia/Tokyo', '2020-01-01T00:00Z', '2030-01-01T00:00Z'), [])
  },
)
