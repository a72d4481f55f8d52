import t from 'tap'
import type { Test } from 'tap'
import { createLog } from '../../appliance/log.ts'
import { ToleranceCounter } from '../../appliance/ocpp/tolerance-counter.ts'
import { sql } from '../../appliance/store/sql.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { temporaryStore } from '../support/temporary-store.ts'

function counter(t: Test) {
  const { store, commits } = temporaryStore(t)
  const clock = new FakeClock()
  const logged: string[] = []
  const log = createLog('info', { write: (line) => logged.push(line) })
  return {
    store,
    commits,
    clock,
    logged,
    counts: new ToleranceCounter({ commits, clock, log }),
    stored: () =>
      store.all(sql.selectFrom('toleranceUse').selectAll().orderBy('chargerId').orderBy('tolerance')),
  }
}

await t.test('uses are counted per charger and tolerance, and added to those of before', async (t) => {
  const { counts, clock, commits, stored } = counter(t)
  counts.count('CP1', 'nul_bytes')
  counts.count('CP1', 'nul_bytes')
  counts.count('CP1', 'unknown_fields')
  counts.count('CP2', 'nul_bytes')
  t.strictSame(stored(), [])
  clock.advance(10_000)
  await commits.write(() => {})
  clock.advance(60_000)
  counts.count('CP2', 'nul_bytes')
  await counts.stop()
  t.strictSame(stored(), [
    { chargerId: 'CP1', tolerance: 'nul_bytes', count: 2, lastAt: '2026-11-20T10:00:10.000Z' },
    { chargerId: 'CP1', tolerance: 'unknown_fields', count: 1, lastAt: '2026-11-20T10:00:10.000Z' },
    { chargerId: 'CP2', tolerance: 'nul_bytes', count: 2, lastAt: '2026-11-20T10:01:10.000Z' },
  ])
})

await t.test('the log says it once an hour', async (t) => {
  const { counts, clock, logged } = counter(t)
  for (let minute = 0; minute < 120; minute++) {
    counts.count('CP1', 'timestamp_without_zone')
    clock.advance(60_000)
  }
  t.equal(logged.length, 2)
  t.match(JSON.parse(logged[0]!), { level: 30, chargerId: 'CP1', tolerance: 'timestamp_without_zone' })
  await counts.stop()
})

await t.test('counts that cannot be stored are kept for the next time', async (t) => {
  const { store, counts, clock, commits, stored } = counter(t)
  store.database.exec('ALTER TABLE toleranceUse RENAME TO away')
  counts.count('CP1', 'nul_bytes')
  clock.advance(10_000)
  await commits.write(() => {})
  store.database.exec('ALTER TABLE away RENAME TO toleranceUse')
  counts.count('CP1', 'nul_bytes')
  await counts.stop()
  t.match(stored(), [{ chargerId: 'CP1', count: 2 }])
  t.equal(clock.waiting, 0)
})
