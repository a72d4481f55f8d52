import { assert, constantFrom, integer, property } from 'fast-check'
import t from 'tap'
import {
  dayGrid,
  minuteAt,
  positionOf,
  rowPosition,
  type DayGrid,
} from '../../ui/components/calendar/day-grid.ts'
import { stretchesOf, piecesOn } from '../../ui/components/calendar/claim-stretches.ts'
import type { Segment } from '../../ui/lib/schedule-types.ts'

const london = (monday: string) => dayGrid(monday, 7, 'Europe/London')
const at = (grid: DayGrid, day: number, instant: string) =>
  positionOf(grid, grid.days[day]!, Date.parse(instant))
const hours = (grid: DayGrid) => grid.days.map(({ fromMs, untilMs }) => (untilMs - fromMs) / 3_600_000)

await t.test('a week in which clocks go forward has a day of 23 hours with its gap', async (t) => {
  const grid = london('2027-03-22')
  t.same(hours(grid), [24, 24, 24, 24, 24, 24, 23])
  const { change } = grid.days[6]!
  t.match(change, { shiftMin: 60, fromMin: 60, untilMin: 120 })
  t.equal(grid.heightMin, 1440, 'equal times stay at equal heights: the gap is hatched, not cut out')
  t.equal(at(grid, 6, '2027-03-28T00:45:00Z'), 45)
  t.equal(at(grid, 6, '2027-03-28T01:00:00Z'), 120, '01:00 GMT is 02:00 BST')
})

await t.test('a week in which clocks go back has a row for the hour that comes twice', async (t) => {
  const grid = london('2026-10-19')
  t.same(hours(grid), [24, 24, 24, 24, 24, 24, 25])
  t.equal(grid.heightMin, 1500)
  t.same(grid.extraRows, [{ atMin: 120, lengthMin: 60 }])
  t.equal(at(grid, 6, '2026-10-25T00:30:00Z'), 90, '01:30 for the first time')
  t.equal(at(grid, 6, '2026-10-25T01:30:00Z'), 150, '01:30 again, an hour further down')
  t.equal(at(grid, 6, '2026-10-25T02:00:00Z'), 180)
  t.equal(at(grid, 0, '2026-10-19T01:00:00Z'), 180, '02:00 stands at one height on all days')
})

await t.test('half an hour, and midnight itself, can be what changes', async (t) => {
  const lordHowe = dayGrid('2027-03-29', 7, 'Australia/Lord_Howe')
  t.same(lordHowe.extraRows, [{ atMin: 120, lengthMin: 30 }])
  const cairo = dayGrid('2026-04-20', 7, 'Africa/Cairo')
  const friday = cairo.days[4]!
  t.match(friday.change, { shiftMin: 60, fromMin: 0, untilMin: 60 }, 'the day begins at 01:00')
  t.equal(positionOf(cairo, friday, friday.fromMs), 60)
})

await t.test(
  'dragging snaps to quarters of an hour, and out of times that the day does not have',
  async (t) => {
    const spring = london('2027-03-22')
    const [monday, sunday] = [spring.days[0]!, spring.days[6]!]
    t.equal(minuteAt(spring, monday, 67, 'start'), 60)
    t.equal(minuteAt(spring, monday, 68, 'start'), 75)
    t.equal(
      minuteAt(spring, sunday, 85, 'start'),
      120,
      'the end of the gap, to which a start in it moves anyway',
    )
    t.equal(minuteAt(spring, sunday, 60, 'end'), 60, 'an end may stand where the gap begins')
    const autumn = london('2026-10-19')
    t.equal(minuteAt(autumn, autumn.days[6]!, 150, 'start'), 90, 'a time that comes twice is its first')
    t.equal(minuteAt(autumn, autumn.days[0]!, 150, 'start'), 120, 'other days do not have the row')
    t.equal(minuteAt(autumn, autumn.days[0]!, 9999, 'end'), 1440)
  },
)

await t.test(
  'pointing at where a local time stands finds that time, in every week of every zone',
  async () => {
    const zones = constantFrom(
      'Europe/London',
      'America/New_York',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'Africa/Cairo',
    )
    assert(
      property(zones, integer({ min: 0, max: 150 }), integer({ min: 0, max: 95 }), (zone, week, quarter) => {
        const monday = new Date(Date.UTC(2026, 0, 5) + week * 7 * 86_400_000).toISOString().slice(0, 10)
        const grid = dayGrid(monday, 7, zone)
        return grid.days.every((day) => {
          const minute = quarter * 15
          const found = minuteAt(grid, day, rowPosition(grid, minute), 'start')
          const { change } = day
          const isSkipped =
            change !== null && change.shiftMin > 0 && minute >= change.fromMin && minute < change.untilMin
          return found === (isSkipped ? change.untilMin : minute)
        })
      }),
    )
  },
)

await t.test('who holds a stretch is drawn above whom it beats, and the beaten part is known', async (t) => {
  const grid = london('2026-11-16')
  const window = (id: number, mode: 'freevend' | 'managed_access') => ({
    source: 'window' as const,
    id,
    mode,
  })
  const segment = (
    from: string,
    until: string,
    [holder, ...beneath]: ReturnType<typeof window>[],
  ): Segment => ({
    from: `2026-11-${from}Z`,
    until: `2026-11-${until}Z`,
    mode: holder?.mode ?? 'managed_access',
    because: { source: holder?.source ?? 'default', id: holder?.id ?? null, version: 1 },
    beneath,
  })
  const [open, closed] = [window(1, 'freevend'), window(2, 'managed_access')]
  const stretches = stretchesOf([
    segment('16T00:00', '16T20:00', []),
    segment('16T20:00', '16T22:00', [open]),
    segment('16T22:00', '17T01:00', [closed, open]),
    segment('17T01:00', '17T06:00', [open]),
    segment('17T06:00', '23T00:00', []),
  ])
  t.match(stretches, [
    { claim: 'window-1', level: 0, beaten: [{}] },
    { claim: 'window-2', level: 1, beaten: [] },
  ])
  const [monday, tuesday] = [0, 1].map((day) => piecesOn(grid, grid.days[day]!, stretches)) as [
    ReturnType<typeof piecesOn>,
    ReturnType<typeof piecesOn>,
  ]
  t.match(monday[0], { topMin: 1200, bottomMin: 1440, startsHere: true, endsHere: false })
  t.match(tuesday[0], { topMin: 0, bottomMin: 360, startsHere: false, endsHere: true })
  t.same(tuesday[0]?.beaten, [{ topMin: 0, bottomMin: 60 }])
})
