import t from 'tap'
import { dayGrid } from '../../ui/components/calendar/day-grid.ts'
import { dragged, ghostOn } from '../../ui/components/calendar/drag.ts'
import { differences, narrowed, noDraft, undone, withChange } from '../../ui/components/calendar/draft.ts'
import { movedDays, startingAt, withEnd, withStart } from '../../ui/components/calendar/window-edits.ts'
import type { AccessWindow } from '../../ui/lib/schedule-types.ts'

const night: AccessWindow = {
  id: 7,
  mode: 'managed_access',
  rrule: 'FREQ=WEEKLY;BYDAY=MO,TU',
  dates: [],
  exdates: [],
  startLocal: '22:00',
  endLocal: '06:00',
  validFrom: null,
  validTo: null,
  priority: 0,
  label: 'Night',
}
const grid = dayGrid('2026-11-16', 7, 'Europe/London')

await t.test('a window keeps its length when it moves, and its day', async (t) => {
  t.match(startingAt(night, 1335), { startLocal: '22:15', endLocal: '06:15' })
  t.match(
    startingAt(night, -30),
    { startLocal: '00:00', endLocal: '08:00' },
    'it does not slip into the day before',
  )
  t.match(startingAt(night, 5000), { startLocal: '23:45', endLocal: '07:45' })
})

await t.test('its ends move alone, within a quarter of an hour and a day', async (t) => {
  t.match(withStart(night, 1380), { startLocal: '23:00', endLocal: '06:00' })
  t.match(withEnd(night, 1440 + 345), { startLocal: '22:00', endLocal: '05:45' })
  t.match(withEnd(night, 0), { endLocal: '22:15' })
  t.match(withEnd(night, 9999), { endLocal: '22:00' }, 'a whole day')
})

await t.test('moving to another day replaces the weekday or the date', async (t) => {
  t.equal(movedDays(night, '2026-11-17', 2).rrule, 'FREQ=WEEKLY;BYDAY=MO,TH')
  const single = { ...night, rrule: null, dates: ['2026-11-17'] }
  t.same(movedDays(single, '2026-11-17', -1).dates, ['2026-11-16'])
  const monthly = { ...night, rrule: 'FREQ=MONTHLY;BYDAY=1MO' }
  t.equal(movedDays(monthly, '2026-12-07', 1), monthly, 'a rule that counts otherwise stays')
})

await t.test('dragging over empty columns makes a window on those days', async (t) => {
  const drag = {
    kind: 'create',
    from: { day: 4, positionMin: 1084 },
    to: { day: 1, positionMin: 1201 },
  } as const
  t.same(dragged(grid, drag), {
    kind: 'created',
    firstDate: '2026-11-17',
    count: 4,
    startLocal: '18:00',
    endLocal: '20:00',
  })
  const spans = grid.days.map((day) => ghostOn(grid, day, dragged(grid, drag)).length)
  t.same(spans, [0, 1, 1, 1, 1, 0, 0])
})

await t.test('dragging the end into the next column lets the window run past midnight', async (t) => {
  const evening = { ...night, startLocal: '18:00', endLocal: '22:00' }
  const drag = {
    kind: 'end',
    window: evening,
    date: '2026-11-16',
    from: { day: 0, positionMin: 1320 },
    to: { day: 1, positionMin: 125 },
  } as const
  t.match(dragged(grid, drag), { kind: 'changed', window: { startLocal: '18:00', endLocal: '02:00' } })
})

await t.test('a start that is dragged into the skipped hour stands after it', async (t) => {
  const spring = dayGrid('2027-03-22', 7, 'Europe/London')
  const window = { ...night, rrule: 'FREQ=WEEKLY;BYDAY=SU', startLocal: '00:00', endLocal: '04:00' }
  const drag = {
    kind: 'move',
    window,
    date: '2027-03-28',
    from: { day: 6, positionMin: 30 },
    to: { day: 6, positionMin: 105 },
  } as const
  t.match(dragged(spring, drag), { window: { startLocal: '02:00', endLocal: '06:00' }, days: 0 })
})

await t.test(
  'a draft counts repeated arrow keys as one change, narrows it to a day and undoes it',
  async (t) => {
    const saved = [night]
    const step = (before: AccessWindow, minute: number) =>
      ({ before, after: startingAt(before, minute), date: '2026-11-17', days: 0, by: 'keyboard' }) as const
    let draft = withChange(noDraft, saved, step(night, 1335))
    draft = withChange(draft, saved, step(startingAt(night, 1335), 1350))
    t.equal(draft.states.length, 1)
    t.same(differences(draft.states.at(-1)!, saved), [
      'Changed: “Night”, 22:30 – 06:30 the next day. Monday and Tuesday.',
    ])
    const [rest, single] = narrowed(draft, saved).states.at(-1)!
    t.match(rest, { startLocal: '22:00', exdates: ['2026-11-17'] })
    t.match(single, { id: -1, rrule: null, dates: ['2026-11-17'], startLocal: '22:30' })
    t.same(undone(draft).states, [])
  },
)
