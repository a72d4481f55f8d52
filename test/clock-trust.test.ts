import t from 'tap'
import { watchClock } from '../appliance/clock-trust.ts'
import { toUtcText } from '../appliance/domain/utc-text.ts'
import { appendToLedger } from '../appliance/ledger/append.ts'
import { FakeClock } from './support/fake-clock.ts'
import { temporaryStore } from './support/temporary-store.ts'

const entry = { actor: 'gateway', action: 'test.noted', subject: 'gateway', requestId: null, body: {} }

await t.test('a clock that has fallen behind the ledger leaves schedules where they were', async (t) => {
  const { store, commits } = temporaryStore(t)
  const clock = new FakeClock('2026-11-20T10:00:00Z')
  const lastKnown = clock.now()
  await commits.write((tx) => appendToLedger(tx, { ...entry, at: toUtcText(lastKnown) }))

  clock.setNow('2026-11-20T03:00:00Z')
  const trust = watchClock(clock, store)
  t.equal(trust.clockConfidence(), 'unknown')
  t.ok(trust.scheduleTime(clock.now()).equals(lastKnown))

  clock.setNow('2026-11-20T10:30:00Z')
  clock.advance(2_000)
  t.not(trust.clockConfidence(), 'unknown')
  t.ok(trust.scheduleTime(clock.now()).equals(clock.now()), 'and lets them go on once it is right')
})
