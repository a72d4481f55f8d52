import * as fc from 'fast-check'
import t from 'tap'
import { accessModes } from '../../../appliance/domain/access-mode.ts'
import type { AccessWindow } from '../../../appliance/domain/schedule/access-window.ts'
import { firstOverlap } from '../../../appliance/domain/schedule/window-overlap.ts'
import { accessWindow } from '../../support/access-policy.ts'
import { naiveOccurrences } from '../../support/naive-schedule.ts'

const zone = 'Europe/Berlin'
const from = Temporal.Instant.from('2026-11-20T00:00:00Z')
const open = (given: Partial<AccessWindow>) => accessWindow({ id: 2, mode: 'freevend', ...given })

function found(...windows: AccessWindow[]) {
  const overlap = firstOverlap(windows, zone, from)
  return overlap && [overlap.windows.map(({ id }) => id), overlap.localFrom, overlap.localUntil, overlap.zone]
}

await t.test(
  'windows of different modes that overlap are named with the first stretch in local time',
  async (t) => {
    t.same(
      found(accessWindow(), open({ rrule: 'FREQ=WEEKLY;BYDAY=SA', startLocal: '05:00', endLocal: '07:00' })),
      [[1, 2], '2026-11-21T05:00:00.000+01:00', '2026-11-21T06:00:00.000+01:00', zone],
    )
  },
)

await t.test('an overlap that has begun counts from now on', async (t) => {
  t.same(found(accessWindow(), open({ startLocal: '20:00', endLocal: '02:00' })), [
    [1, 2],
    '2026-11-20T01:00:00.000+01:00',
    '2026-11-20T02:00:00.000+01:00',
    zone,
  ])
})

await t.test('windows that touch, of one mode, or of different priority do not overlap', async (t) => {
  t.equal(found(accessWindow(), open({ startLocal: '06:00', endLocal: '18:00' })), null)
  t.equal(found(accessWindow(), accessWindow({ id: 2, startLocal: '20:00' })), null)
  t.equal(found(accessWindow(), open({ priority: 1 })), null)
  t.equal(found(accessWindow(), accessWindow({ id: 2, priority: 1 }), open({ id: 3, priority: 2 })), null)
  t.equal(found(), null)
})

await t.test('an overlap under a window of higher priority is one all the same', async (t) => {
  t.same(found(accessWindow({ id: 9, priority: 5 }), accessWindow(), open({}))?.[0], [1, 2])
})

await t.test('an overlap that only a change of clocks brings about is found', async (t) => {
  // 02:30 is skipped on 2027-03-28 and becomes 03:30.
  const early = accessWindow({ rrule: 'FREQ=WEEKLY;BYDAY=SU', startLocal: '01:00', endLocal: '02:30' })
  const late = open({ rrule: 'FREQ=WEEKLY;BYDAY=SU', startLocal: '03:00', endLocal: '04:00' })
  t.same(found(early, late), [[1, 2], '2027-03-28T03:00:00.000+02:00', '2027-03-28T03:30:00.000+02:00', zone])
})

await t.test('an overlap more than 400 days ahead is left alone', async (t) => {
  const on = (date: string) => found(accessWindow(), open({ rrule: null, dates: [date] }))
  t.not(on('2027-12-24'), null)
  t.equal(on('2027-12-26'), null)
})

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const hour = fc.integer({ min: 0, max: 23 }).map((hours) => `${String(hours).padStart(2, '0')}:00`)
const someWindows = fc
  .array(
    fc.record({
      mode: fc.constantFrom(...accessModes),
      rrule: fc
        .subarray(weekdays, { minLength: 1, maxLength: 2 })
        .map((days) => `FREQ=WEEKLY;BYDAY=${days.join(',')}`),
      startLocal: hour,
      endLocal: hour,
      priority: fc.integer({ min: 0, max: 1 }),
    }),
    { minLength: 2, maxLength: 5 },
  )
  .map((some) => some.map((given, index) => accessWindow({ ...given, id: index + 1 })))

await t.test('it finds what comparing every two occurrences finds', async () => {
  fc.assert(
    fc.property(someWindows, (windows) => {
      const occurrences = naiveOccurrences({ windows, zone }, from, 401)
      const [firstMs, lastMs] = [from.epochMilliseconds, from.epochMilliseconds + 400 * 86_400_000]
      let expectedMs = Number.POSITIVE_INFINITY
      for (const one of occurrences) {
        for (const other of occurrences) {
          if (one.window.mode === other.window.mode || one.window.priority !== other.window.priority) continue
          const startMs = Math.max(one.fromMs, other.fromMs, firstMs)
          if (startMs < Math.min(one.untilMs, other.untilMs, lastMs))
            expectedMs = Math.min(expectedMs, startMs)
        }
      }
      const overlap = firstOverlap(windows, zone, from)
      if (overlap === null) return expectedMs === Number.POSITIVE_INFINITY
      const bothHold = overlap.windows.every((window) =>
        occurrences.some(
          (one) =>
            one.window === window &&
            one.fromMs <= overlap.from.epochMilliseconds &&
            one.untilMs >= overlap.until.epochMilliseconds,
        ),
      )
      return bothHold && overlap.from.epochMilliseconds === expectedMs
    }),
    { numRuns: 60 },
  )
})
