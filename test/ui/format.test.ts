import t from 'tap'
import { nearestIndex, niceCeiling } from '../../ui/lib/chart-scale.ts'
import {
  formatBytes,
  formatClockSkew,
  formatDuration,
  formatEnergy,
  formatPower,
  words,
} from '../../ui/lib/format.ts'
import { modeSource, rulesVersion } from '../../ui/lib/mode-source.ts'
import { connectorName } from '../../ui/lib/names.ts'
import { sessionEnergy, sessionLength } from '../../ui/lib/session-words.ts'

await t.test('quantities keep three figures or so and carry their unit', async (t) => {
  t.same([0, 840, 12_440, 128_300, 1_234_000].map(formatEnergy), [
    '0 Wh',
    '840 Wh',
    '12.4 kWh',
    '128 kWh',
    '1.23 MWh',
  ])
  t.equal(formatPower(7_360), '7.4 kW')
  t.same([900, 9_000_000, 482_113_536].map(formatBytes), ['900 B', '9.0 MB', '482 MB'])
})

await t.test('durations name their two largest parts', async (t) => {
  const told = [180, 42_000, 90_000, 3_600_000, 3_900_000, 86_400_000, 100_800_000].map(formatDuration)
  t.same(told, ['180 ms', '42 s', '1 min', '1 h', '1 h 05 min', '1 d', '1 d 4 h'])
})

await t.test('a clock within two seconds is in step, for messages take time', async (t) => {
  t.same([1_900, -184_000, 7_200_000].map(formatClockSkew), ['in step', '3 min behind', '2 h ahead'])
})

await t.test('codes become words', async (t) => {
  const told = ['unknown_identifier', 'SuspendedEV', 'GroundFailure', 'EVDisconnected', 'call_error'].map(
    words,
  )
  t.same(told, ['Unknown identifier', 'Suspended EV', 'Ground failure', 'EVDisconnected', 'Call error'])
})

await t.test('connectors are named by the one number that stands beside the plug', async (t) => {
  t.equal(connectorName(2, 2), 'Connector 2', 'OCPP 1.6')
  t.equal(connectorName(2, 1), 'Connector 2', 'the only one of EVSE 2')
  t.equal(connectorName(1, 2), 'Connector 1.2')
  t.equal(connectorName(0, 0), 'Whole charger')
})

await t.test('a chart’s scale ends at a round number, and pointing finds the nearest reading', async (t) => {
  t.same([0, 7, 43_000, 1.2, 100].map(niceCeiling), [1, 10, 50_000, 2, 100])
  const points = [0, 10, 20].map((atMs) => ({ atMs, value: atMs }))
  t.same(
    [-5, 4, 6, 99].map((atMs) => nearestIndex(points, atMs)),
    [0, 0, 1, 2],
  )
})

await t.test('a session is told in minutes, and counts on while it runs', async (t) => {
  const startedAt = '2026-11-20T10:00:00.000Z'
  const now = new Date('2026-11-20T11:05:30.000Z')
  const lengthOf = (endedAt: string | null) => sessionLength({ startedAt, endedAt }, now)
  t.equal(lengthOf('2026-11-20T10:00:00.968Z'), 'under 1 min')
  t.equal(lengthOf('2026-11-20T10:01:00.000Z'), '1 min')
  t.equal(lengthOf(null), '1 h 05 min')
  t.equal(sessionEnergy({ energyWh: 0 }), '0 Wh', 'the meter was read and has not moved')
  t.equal(sessionEnergy({ energyWh: null }), '–')
})

await t.test('what set a mode is told in words, unchanged rules as such', async (t) => {
  t.match(modeSource('default'), 'Default mode')
  t.match(modeSource('window'), 'window of the calendar')
  t.equal(rulesVersion(0), 'Calendar and rules as delivered')
  t.equal(rulesVersion(4), 'Calendar and rules, version 4')
})
