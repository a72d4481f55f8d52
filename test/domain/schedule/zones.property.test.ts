import * as fc from 'fast-check'
import t from 'tap'
import { accessModes, modeAt, type AccessPolicy } from '../../../appliance/domain/access-mode.ts'
import type { AccessWindow } from '../../../appliance/domain/schedule/access-window.ts'
import { compileWindow } from '../../../appliance/domain/schedule/compiled-window.ts'
import { boundariesBetween, segmentsBetween } from '../../../appliance/domain/schedule/mode-calendar.ts'
import { accessOverride, accessPolicy, accessWindow } from '../../support/access-policy.ts'
import { naiveMode, naiveOccurrences } from '../../support/naive-schedule.ts'
import { changingZones } from '../../support/zone-changes.ts'

const minuteMs = 60_000
const aroundMinutes = 4 * 60

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const rule = fc.oneof(
  fc.constant('FREQ=DAILY'),
  fc.subarray(weekdays, { minLength: 1 }).map((days) => `FREQ=WEEKLY;BYDAY=${days.join(',')}`),
)
/** Most often near the hours at which clocks are changed. */
const quarter = fc.oneof(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 95 })).map((quarters) =>
  Temporal.PlainTime.from('00:00')
    .add({ minutes: quarters * 15 })
    .toString({ smallestUnit: 'minute' }),
)

const someWindows: fc.Arbitrary<AccessWindow[]> = fc
  .array(
    fc.record({
      mode: fc.constantFrom(...accessModes),
      rrule: rule,
      startLocal: quarter,
      endLocal: fc.oneof(quarter, fc.constant('24:00')),
      priority: fc.integer({ min: 0, max: 2 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((some) => some.map((given, index) => accessWindow({ ...given, id: index + 1 })))

const someOverrides = fc.array(
  fc.tuple(
    fc.constantFrom(...accessModes),
    fc.integer({ min: -300, max: 300 }),
    fc.integer({ min: 1, max: 200 }),
  ),
  { maxLength: 2 },
)

interface Case {
  readonly policy: AccessPolicy
  readonly change: Temporal.Instant
  readonly overrides: ReturnType<typeof accessOverride>[]
}

/** Schedules in one zone, each looked at around one of its changes. */
function casesIn(zone: string, changes: readonly Temporal.Instant[]): fc.Arbitrary<Case> {
  return fc
    .record({
      change: fc.constantFrom(...changes),
      windows: someWindows,
      overrides: someOverrides,
      defaultMode: fc.constantFrom(...accessModes),
    })
    .map(({ change, windows, overrides, defaultMode }) => ({
      policy: { ...accessPolicy(zone, windows), defaultMode },
      change,
      overrides: overrides.map(([mode, from, lasting], index) =>
        accessOverride(
          index + 1,
          mode,
          change.add({ minutes: from }),
          change.add({ minutes: from + lasting }),
        ),
      ),
    }))
}

function forEveryZone(runs: number, holds: (given: Case) => void): void {
  for (const { zone, changes } of changingZones) {
    fc.assert(fc.property(casesIn(zone, changes), holds), { numRuns: runs })
  }
}

await t.test(
  'minute by minute around every change of clocks, mode and next change are the naive ones',
  async (t) => {
    t.ok(changingZones.length > 100)
    forEveryZone(12, ({ policy, change, overrides }) => {
      const occurrences = naiveOccurrences(policy, change, 5)
      const firstMs = change.epochMilliseconds - aroundMinutes * minuteMs
      const modes = Array.from({ length: 2 * aroundMinutes }, (_, minute) =>
        naiveMode(policy.defaultMode, occurrences, overrides, firstMs + minute * minuteMs),
      )
      let changeAt = modes.length
      for (let minute = modes.length - 1; minute >= 0; minute--) {
        if (modes[minute + 1] !== undefined && modes[minute + 1] !== modes[minute]) changeAt = minute + 1
        const atMs = firstMs + minute * minuteMs
        const answer = modeAt(policy, overrides, Temporal.Instant.fromEpochMilliseconds(atMs))
        const next = answer.nextChangeAt?.epochMilliseconds ?? Number.POSITIVE_INFINITY
        const nextMs = firstMs + changeAt * minuteMs
        const isNext = changeAt < modes.length ? next === nextMs : next >= nextMs
        if (answer.mode !== modes[minute] || !isNext) {
          throw new Error(
            `${policy.zone} ${new Date(atMs).toISOString()}: ${JSON.stringify(answer)}, not ${modes[minute]}`,
          )
        }
        if ((answer.nextMode === null) !== (answer.nextChangeAt === null)) throw new Error('half an answer')
        if (answer.nextMode === answer.mode) throw new Error('a change to the same mode')
      }
    })
  },
)

await t.test('a window never holds outside its own start and end', async () => {
  forEveryZone(8, ({ policy, change }) => {
    const allowed = naiveOccurrences(policy, change, 9)
    for (const window of policy.windows) {
      const found = compileWindow(window, policy.zone).occurrencesBetween(
        change.subtract({ hours: 96 }).epochMilliseconds,
        change.add({ hours: 96 }).epochMilliseconds,
      )
      for (const { fromMs, untilMs } of found) {
        const isAllowed = allowed.some(
          (one) => one.window === window && one.fromMs === fromMs && one.untilMs === untilMs,
        )
        if (!isAllowed) throw new Error(`${policy.zone}: ${JSON.stringify(window)} at ${fromMs}`)
      }
    }
  })
})

await t.test(
  'the segments of a day fill it, however long it is, and agree with the mode at each instant',
  async () => {
    forEveryZone(8, ({ policy, change, overrides }) => {
      const day = change.toZonedDateTimeISO(policy.zone).startOfDay()
      const [from, until] = [day.toInstant(), day.add({ days: 1 }).startOfDay().toInstant()]
      const segments = segmentsBetween(policy, overrides, from, until)
      let atMs = from.epochMilliseconds
      for (const segment of segments) {
        const beforeEnd = segment.until.subtract({ milliseconds: 1 })
        if (segment.from.epochMilliseconds !== atMs) throw new Error('a gap')
        if (modeAt(policy, overrides, segment.from).mode !== segment.mode)
          throw new Error('wrong from the start')
        if (modeAt(policy, overrides, beforeEnd).mode !== segment.mode)
          throw new Error('wrong before the end')
        atMs = segment.until.epochMilliseconds
      }
      if (atMs !== until.epochMilliseconds) throw new Error('the day is longer')
      const turns = segments.filter(({ mode }, index) => index > 0 && mode !== segments[index - 1]!.mode)
      const boundaries = boundariesBetween(policy, overrides, from.add({ milliseconds: 1 }), until)
      const texts = (some: readonly { mode: string }[], at: (index: number) => Temporal.Instant) =>
        some.map(({ mode }, index) => `${at(index).toString()} ${mode}`).join()
      const expected = texts(turns, (index) => turns[index]!.from)
      if (texts(boundaries, (index) => boundaries[index]!.at) !== expected)
        throw new Error('other boundaries')
    })
  },
)
