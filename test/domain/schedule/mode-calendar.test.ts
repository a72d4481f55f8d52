import t from 'tap'
import { modeAt, type AccessOverride } from '../../../appliance/domain/access-mode.ts'
import type { AccessWindow } from '../../../appliance/domain/schedule/access-window.ts'
import { boundariesBetween, segmentsBetween } from '../../../appliance/domain/schedule/mode-calendar.ts'
import { accessOverride, accessPolicy, accessWindow } from '../../support/access-policy.ts'

const zone = 'Europe/Berlin'
const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant()

const nights = accessWindow({ id: 1 })
const weekend = accessWindow({
  id: 2,
  rrule: 'FREQ=WEEKLY;BYDAY=SA,SU',
  startLocal: '00:00',
  endLocal: '24:00',
})
const openDay = accessWindow({
  id: 3,
  mode: 'freevend',
  rrule: null,
  dates: ['2026-11-21'],
  startLocal: '10:00',
  endLocal: '16:00',
  priority: 10,
})

function answer(windows: readonly AccessWindow[], overrides: readonly AccessOverride[], text: string) {
  const { mode, because, nextChangeAt, nextMode } = modeAt(accessPolicy(zone, windows), overrides, at(text))
  const next =
    nextChangeAt?.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }) ?? null
  return [mode, because.source, because.id, next, nextMode]
}

await t.test('a window holds from its start up to its end, past midnight too', async (t) => {
  t.same(answer([nights], [], '2026-11-20T17:59:59.999'), [
    'freevend',
    'default',
    null,
    '2026-11-20T18:00',
    'managed_access',
  ])
  t.same(answer([nights], [], '2026-11-20T18:00'), [
    'managed_access',
    'window',
    1,
    '2026-11-21T06:00',
    'freevend',
  ])
  t.same(answer([nights], [], '2026-11-21T05:59:59.999'), [
    'managed_access',
    'window',
    1,
    '2026-11-21T06:00',
    'freevend',
  ])
  t.same(answer([nights], [], '2026-11-21T06:00'), [
    'freevend',
    'default',
    null,
    '2026-11-21T18:00',
    'managed_access',
  ])
})

await t.test('the highest priority wins, and of equals of one mode the older window', async (t) => {
  const windows = [openDay, weekend, nights]
  t.same(answer(windows, [], '2026-11-21T03:00'), [
    'managed_access',
    'window',
    1,
    '2026-11-21T10:00',
    'freevend',
  ])
  t.same(answer(windows, [], '2026-11-21T08:00'), [
    'managed_access',
    'window',
    2,
    '2026-11-21T10:00',
    'freevend',
  ])
  t.same(answer(windows, [], '2026-11-21T10:00'), [
    'freevend',
    'window',
    3,
    '2026-11-21T16:00',
    'managed_access',
  ])
})

await t.test('the next change lies beyond all changes of cause that leave the mode as it is', async (t) => {
  t.same(answer([nights, weekend], [], '2026-11-20T18:00'), [
    'managed_access',
    'window',
    1,
    '2026-11-23T06:00',
    'freevend',
  ])
})

await t.test('the next change is looked for 400 days ahead', async (t) => {
  const on = (date: string) =>
    answer([accessWindow({ rrule: null, dates: [date] })], [], '2026-11-20T18:00').slice(3)
  t.same(on('2027-12-24'), ['2027-12-24T18:00', 'managed_access'])
  t.same(on('2027-12-25'), [null, null])
  const always = accessWindow({ startLocal: '00:00', endLocal: '00:00' })
  t.same(answer([always], [], '2026-11-20T18:00'), ['managed_access', 'window', 1, null, null])
})

await t.test('an override beats every window, and the window holds again when it ends', async (t) => {
  const overrides = [accessOverride(7, 'freevend', at('2026-11-20T20:00'), at('2026-11-20T22:00'))]
  t.same(answer([nights], overrides, '2026-11-20T18:00'), [
    'managed_access',
    'window',
    1,
    '2026-11-20T20:00',
    'freevend',
  ])
  t.same(answer([nights], overrides, '2026-11-20T20:00'), [
    'freevend',
    'override',
    7,
    '2026-11-20T22:00',
    'managed_access',
  ])
  t.same(answer([nights], overrides, '2026-11-20T22:00'), [
    'managed_access',
    'window',
    1,
    '2026-11-21T06:00',
    'freevend',
  ])
})

await t.test('an override of the mode that a window brings hides its boundary', async (t) => {
  const overrides = [accessOverride(7, 'freevend', at('2026-11-20T17:00'), at('2026-11-20T22:00'))]
  t.same(answer([nights], overrides, '2026-11-20T12:00'), [
    'freevend',
    'default',
    null,
    '2026-11-20T22:00',
    'managed_access',
  ])
})

await t.test('boundaries name each change with its cause in local time', async (t) => {
  const overrides = [accessOverride(7, 'freevend', at('2026-11-22T20:00'), at('2026-11-22T22:00'))]
  const policy = accessPolicy(zone, [nights, weekend, openDay])
  const list = boundariesBetween(policy, overrides, at('2026-11-20T18:00'), at('2026-11-23T06:00'))
  t.same(
    list.map(({ localAt, mode, because }) => [localAt, mode, because.source, because.id]),
    [
      ['2026-11-20T18:00:00.000+01:00', 'managed_access', 'window', 1],
      ['2026-11-21T10:00:00.000+01:00', 'freevend', 'window', 3],
      ['2026-11-21T16:00:00.000+01:00', 'managed_access', 'window', 2],
      ['2026-11-22T20:00:00.000+01:00', 'freevend', 'override', 7],
      ['2026-11-22T22:00:00.000+01:00', 'managed_access', 'window', 1],
    ],
  )
})

await t.test('boundaries are found however far apart they are', async (t) => {
  const policy = accessPolicy(zone, [accessWindow({ rrule: null, dates: ['2030-01-01'] })])
  const list = boundariesBetween(policy, [], at('2026-01-01T00:00'), at('2031-01-01T00:00'))
  t.same(
    list.map(({ localAt }) => localAt.slice(0, 16)),
    ['2030-01-01T18:00', '2030-01-02T06:00'],
  )
})

await t.test('segments tell who holds which stretch and who is beneath', async (t) => {
  const overrides = [accessOverride(7, 'freevend', at('2026-11-21T12:00'), at('2026-11-21T20:00'))]
  const policy = accessPolicy(zone, [nights, weekend, openDay])
  const list = segmentsBetween(policy, overrides, at('2026-11-20T12:00'), at('2026-11-22T00:00'))
  t.same(
    list.map(({ localFrom, localUntil, mode, because, beneath }) => [
      `${localFrom.slice(8, 16)}–${localUntil.slice(8, 16)}`,
      mode,
      `${because.source} ${because.id}`,
      beneath.map(({ source, id }) => `${source} ${id}`),
    ]),
    [
      ['20T12:00–20T18:00', 'freevend', 'default null', []],
      ['20T18:00–21T00:00', 'managed_access', 'window 1', []],
      ['21T00:00–21T06:00', 'managed_access', 'window 1', ['window 2']],
      ['21T06:00–21T10:00', 'managed_access', 'window 2', []],
      ['21T10:00–21T12:00', 'freevend', 'window 3', ['window 2']],
      ['21T12:00–21T16:00', 'freevend', 'override 7', ['window 3', 'window 2']],
      ['21T16:00–21T18:00', 'freevend', 'override 7', ['window 2']],
      ['21T18:00–21T20:00', 'freevend', 'override 7', ['window 1', 'window 2']],
      ['21T20:00–22T00:00', 'managed_access', 'window 1', ['window 2']],
    ],
  )
})

await t.test('a policy that has changed is answered anew, and so is a copy of it', async (t) => {
  const before = accessPolicy(zone, [nights])
  const after = { ...before, windows: [openDay], version: 2 }
  t.equal(modeAt(before, [], at('2026-11-20T20:00')).mode, 'managed_access')
  t.equal(modeAt(after, [], at('2026-11-20T20:00')).mode, 'freevend')
  t.same(modeAt(structuredClone({ ...after, version: 3 }), [], at('2026-11-21T12:00')).because, {
    source: 'window',
    id: 3,
    version: 3,
  })
})

await t.test('instants far outside the years of a schedule have the default mode', async (t) => {
  const policy = accessPolicy(zone, [nights, weekend])
  for (const text of [
    '-271821-04-20T00:00:00Z',
    '1969-06-01T20:00:00Z',
    '2200-06-01T20:00:00Z',
    '+275760-09-13T00:00:00Z',
  ]) {
    t.match(
      modeAt(policy, [], Temporal.Instant.from(text)),
      { mode: 'freevend', because: { source: 'default' } },
      text,
    )
  }
})
