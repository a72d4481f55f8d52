import t from 'tap'
import type { Test } from 'tap'
import type { LiveEvent } from '../../appliance/domain/live-event.ts'
import { createLog } from '../../appliance/log.ts'
import { FrameLog, type frameLimits } from '../../appliance/ocpp/frame-log.ts'
import { listFrames } from '../../appliance/store/frame-list.ts'
import { sql } from '../../appliance/store/sql.ts'
import { TelemetryGate } from '../../appliance/store/telemetry-gate.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { temporaryStore } from '../support/temporary-store.ts'

function frameLog(t: Test, limits: Partial<typeof frameLimits> = {}) {
  const { store, commits } = temporaryStore(t)
  const clock = new FakeClock()
  const events: LiveEvent[] = []
  const telemetry = new TelemetryGate()
  const frames = new FrameLog(
    {
      commits,
      clock,
      publish: (event) => events.push(event),
      log: createLog('silent'),
      telemetry,
    },
    limits,
  )
  return {
    store,
    clock,
    events,
    telemetry,
    frames,
    record: (chargerId: string, text: string, direction: 'in' | 'out' = 'in') =>
      frames.record(chargerId, 'ocpp1.6', direction, text, clock.monotonicMs()),
    /** Lets time pass and what became due be written. */
    pass: async (milliseconds: number) => {
      clock.advance(milliseconds)
      for (let turn = 0; turn < 3; turn++) await commits.write(() => {})
    },
    stored: () => store.all(sql.selectFrom('frame').selectAll().orderBy('id')),
    gaps: () => store.all(sql.selectFrom('telemetryGap').selectAll().orderBy('id')),
  }
}

const status = (id: number) =>
  `[2,"${id}","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Available"}]`

await t.test('frames are stored redacted, in order, with the time at which they came', async (t) => {
  const { store, record, pass, clock } = frameLog(t)
  record('CP1', '[2,"1","Authorize",{"idTag":"04A2B3C4D5E680"}]')
  clock.advance(100)
  record('CP1', '[3,"1",{"idTagInfo":{"status":"Accepted"}}]', 'out')
  await pass(250)
  t.match(listFrames(store, { chargerId: 'CP1' }, { limit: 10, cursor: null }).items, [
    { direction: 'out', kind: 'result', action: 'Authorize', at: '2026-11-20T10:00:00.100Z' },
    {
      direction: 'in',
      kind: 'call',
      action: 'Authorize',
      messageId: '1',
      at: '2026-11-20T10:00:00.000Z',
      text: '[2,"1","Authorize",{"idTag":"04••••••••••80"}]',
      bytes: 46,
    },
  ])
})

await t.test('frames are written in small batches, one soon after the other', async (t) => {
  const { record, pass, stored, clock } = frameLog(t, { framesPerBatch: 10 })
  for (let id = 0; id < 25; id++) record('CP1', status(id))
  await pass(250)
  t.equal(stored().length, 10)
  await pass(50)
  await pass(50)
  t.equal(stored().length, 25)
  t.equal(clock.waiting, 0, 'nothing is timed while nothing waits')
})

await t.test('a flood drops the oldest of whoever floods, and says so', async (t) => {
  const { record, pass, stored, gaps, frames } = frameLog(t, { maxWaitingBytes: 20_000 })
  record('CP2', status(1))
  for (let id = 0; id < 500; id++) record('CP1', status(id))
  record('CP2', status(2))
  await pass(250)
  await frames.stop()
  const ids = (chargerId: string) =>
    stored()
      .filter((frame) => frame.chargerId === chargerId)
      .map(({ messageId }) => Number(messageId))
  t.strictSame(ids('CP2'), [1, 2], 'the quiet charger lost nothing')
  const kept = ids('CP1')
  t.equal(kept.at(-1), 499)
  t.strictSame(
    kept,
    kept.toSorted((a, b) => a - b),
  )
  t.match(gaps(), [{ lane: 'frame', chargerId: 'CP1', reason: 'overload', count: 500 - kept.length }])
})

await t.test('heartbeats that were followed by another are dropped first', async (t) => {
  const { record, stored, gaps, frames } = frameLog(t, { maxWaitingBytes: 20_000 })
  record('CP1', status(7))
  for (let id = 0; id < 60; id++) {
    record('CP1', `[2,"${id}","Heartbeat",{}]`)
    record('CP1', `[3,"${id}",{"currentTime":"2026-11-20T10:00:00.000Z"}]`, 'out')
  }
  await frames.stop()
  t.equal(stored()[0]?.action, 'StatusNotification')
  t.match(gaps(), [{ chargerId: 'CP1', reason: 'overload', count: 121 - stored().length }])
})

await t.test('a lasting overload is recorded as one gap in half a minute', async (t) => {
  const { record, pass, gaps } = frameLog(t, { maxWaitingBytes: 5_000, framesPerBatch: 1 })
  for (let turn = 0; turn < 119; turn++) {
    for (let id = 0; id < 30; id++) record('CP1', status(id))
    await pass(250)
  }
  t.equal(gaps().length, 0)
  await pass(250)
  await pass(250)
  t.match(gaps(), [{ chargerId: 'CP1', fromAt: '2026-11-20T10:00:00.000Z' }])
  t.ok((gaps()[0]?.count ?? 0) > 3_000)
})

await t.test('while the disk has no room frames become a gap, recorded once it has', async (t) => {
  const { record, pass, stored, gaps, telemetry } = frameLog(t)
  telemetry.set(false)
  record('CP1', status(1))
  await pass(250)
  t.strictSame([stored().length, gaps().length], [0, 0])
  telemetry.set(true)
  record('CP1', status(2))
  await pass(250)
  await pass(30_000)
  t.equal(stored().length, 1)
  t.match(gaps(), [{ chargerId: 'CP1', reason: 'storage_full', count: 1 }])
})

await t.test('a write that fails loses its frames and nothing else', async (t) => {
  const { store, record, pass, stored, gaps } = frameLog(t)
  store.database.exec('ALTER TABLE frame RENAME TO away')
  record('CP1', status(1))
  await pass(250)
  store.database.exec('ALTER TABLE away RENAME TO frame')
  record('CP1', status(2))
  await pass(250)
  await pass(30_000)
  t.match(stored(), [{ messageId: '2' }])
  t.match(gaps(), [{ reason: 'storage_full', count: 1 }])
})

await t.test('the live feed gets the frames of a charger while somebody watches it', async (t) => {
  const { record, pass, events, frames, telemetry } = frameLog(t)
  const unwatch = frames.watch('CP1')
  const unwatchToo = frames.watch('CP1')
  record('CP1', '[2,"1","Authorize",{"idTag":"04A2B3C4"}]')
  record('CP2', status(1))
  await pass(250)
  t.match(events, [{ topic: 'frame', chargerId: 'CP1', item: { text: /04••••C4/, id: 1 } }])
  t.equal(events.length, 1)
  unwatch()
  unwatch()
  telemetry.set(false)
  record('CP1', status(2))
  await pass(250)
  t.match(events[1], { item: { messageId: '2', id: null } })
  unwatchToo()
  record('CP1', status(3))
  await pass(250)
  t.equal(events.length, 2)
})

await t.test('stopping stores what waits and takes no more', async (t) => {
  const { record, stored, frames } = frameLog(t)
  for (let id = 0; id < 1_200; id++) record('CP1', status(id))
  await frames.stop()
  record('CP1', status(9_999))
  t.equal(stored().length, 1_200)
})
