import t from 'tap'
import type { Test } from 'tap'
import { trimTelemetry, type TelemetryBounds } from '../../appliance/flows/trim-telemetry.ts'
import { sql } from '../../appliance/store/sql.ts'
import { surplusUntilId } from '../../appliance/store/telemetry-retention.ts'
import { insertGap } from '../../appliance/store/telemetry-gaps.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { fillFrames, fillMeterSamples } from '../support/fill-telemetry.ts'
import { temporaryStore } from '../support/temporary-store.ts'

const bounds: TelemetryBounds = { meterKeepDays: 400, meterMaxMb: 1000, frameKeepDays: 14, frameMaxMb: 1000 }
const hourMs = 3_600_000

function telemetry(t: Test) {
  const { store, commits } = temporaryStore(t)
  const clock = new FakeClock()
  return {
    store,
    commits,
    clock,
    daysAgo: (days: number) => clock.now().subtract({ hours: 24 * days }),
    count: (table: 'frame' | 'meterSample') => store.all(sql.selectFrom(table).select('id')).length,
    gaps: () => store.all(sql.selectFrom('telemetryGap').selectAll().orderBy('id')),
  }
}

await t.test('telemetry goes when it is too old, and the record of it grows', async (t) => {
  const { store, commits, clock, daysAgo, count, gaps } = telemetry(t)
  await fillFrames(commits, { count: 24 * 20, from: daysAgo(20), stepMs: hourMs })
  await fillMeterSamples(commits, { count: 24, from: daysAgo(20), stepMs: hourMs })
  const context = { store, commits, clock }
  t.strictSame(await trimTelemetry(context, bounds), { meter: 0, frame: 24 * 6 })
  t.equal(count('frame'), 24 * 14)
  t.match(gaps(), [
    {
      lane: 'frame',
      chargerId: null,
      reason: 'retention',
      fromAt: '2026-10-31T10:00:00.000Z',
      toAt: '2026-11-06T09:00:00.000Z',
      count: 24 * 6,
    },
  ])
  clock.advance(24 * hourMs)
  await trimTelemetry(context, bounds)
  t.match(gaps(), [{ fromAt: '2026-10-31T10:00:00.000Z', toAt: '2026-11-07T09:00:00.000Z', count: 24 * 7 }])
  t.equal(gaps().length, 1)
  t.strictSame(await trimTelemetry(context, { ...bounds, meterKeepDays: 1 }), { meter: 24, frame: 0 })
})

await t.test('one batch after the other is dropped, and chargers are answered in between', async (t) => {
  const { store, commits, clock, daysAgo, count } = telemetry(t)
  await fillFrames(commits, { count: 2_600, from: daysAgo(30), stepMs: 1 })
  const seen = new Set<number>()
  const trimming = { over: false }
  const trimmed = trimTelemetry({ store, commits, clock }, bounds).finally(() => (trimming.over = true))
  while (!trimming.over) seen.add(await commits.write(() => count('frame')))
  await trimmed
  t.ok(seen.has(2_100) && seen.has(600), [...seen].join())
  t.equal(count('frame'), 0)
})

await t.test(
  'a sample sent late with an old time does not stop what came before it from going',
  async (t) => {
    const { store, commits, clock, daysAgo, count } = telemetry(t)
    await fillFrames(commits, { count: 1, from: daysAgo(20), stepMs: 1 })
    await fillFrames(commits, { count: 1, from: daysAgo(1), stepMs: 1 })
    await fillFrames(commits, { count: 1, from: daysAgo(18), stepMs: 1 })
    await trimTelemetry({ store, commits, clock }, bounds)
    t.equal(count('frame'), 2, 'the late one goes with those that came along with it')
  },
)

await t.test('the estimate of bytes is near what SQLite counts', async (t) => {
  const { store, commits, daysAgo } = telemetry(t)
  await fillFrames(commits, { count: 20_000, from: daysAgo(1), stepMs: 1 })
  await fillMeterSamples(commits, { count: 20_000, from: daysAgo(1), stepMs: 1 })
  const counted = store.database.prepare('SELECT sum(pgsize) AS bytes FROM dbstat WHERE name GLOB ?')
  for (const [lane, tables] of [
    ['frame', 'frame*'],
    ['meter', 'meterSample*'],
  ] as const) {
    const { bytes } = counted.get(tables) as { bytes: number }
    t.equal(surplusUntilId(store, lane, bytes * 1.2), 0)
    const untilId = surplusUntilId(store, lane, bytes / 2)
    t.ok(Math.abs(untilId - 10_000) < 1_500, `${lane} would go up to ${untilId} of 20000`)
  }
})

await t.test('telemetry goes when it takes too much room, the newest stays', async (t) => {
  const { store, commits, clock, daysAgo, count } = telemetry(t)
  await fillFrames(commits, { count: 20_000, from: daysAgo(1), stepMs: 1_000 })
  const { frame } = await trimTelemetry({ store, commits, clock }, { ...bounds, frameMaxMb: 1 })
  t.ok(frame > 14_000 && frame < 18_000, `${frame} of 20000 rows were dropped`)
  const newest = store.get(sql.selectFrom('frame').select('id').orderBy('id', 'desc').limit(1))
  t.equal(newest?.id, 20_000)
  t.equal(count('frame'), 20_000 - frame)
  const again = await trimTelemetry({ store, commits, clock }, { ...bounds, frameMaxMb: 1 })
  t.ok(again.frame < 200, 'what remains is within the bound')
})

await t.test('records of gaps go with the telemetry that they are about', async (t) => {
  const { store, commits, clock, daysAgo, gaps } = telemetry(t)
  const gap = { lane: 'frame', chargerId: 'CP1', count: 1, reason: 'overload' } as const
  await commits.write((tx) => {
    for (const days of [30, 20, 3]) {
      insertGap(tx, { ...gap, fromAt: daysAgo(days).toString(), toAt: daysAgo(days).toString() })
    }
  })
  await trimTelemetry({ store, commits, clock }, bounds)
  t.match(gaps(), [{ id: 3 }])
  t.equal(gaps().length, 1)
})
