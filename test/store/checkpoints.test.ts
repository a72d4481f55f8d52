import { copyFileSync } from 'node:fs'
import t from 'tap'
import { createLog } from '../../appliance/log.ts'
import { Checkpoints } from '../../appliance/store/checkpoints.ts'
import { readMeta, writeMeta } from '../../appliance/store/meta.ts'
import { Store } from '../../appliance/store/store.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { temporaryStore } from '../support/temporary-store.ts'

await t.test('what was committed is moved into the database file while others write', async (t) => {
  const { store, commits } = temporaryStore(t)
  const checkpoints = new Checkpoints(store, new FakeClock(), createLog('silent'))
  t.teardown(() => checkpoints.stop())
  await commits.write((tx) => writeMeta(tx, 'first', 'kept'))
  const moved = checkpoints.run()
  await commits.write((tx) => writeMeta(tx, 'second', 'kept'))
  await moved

  const withoutLog = `${store.path}.copy`
  copyFileSync(store.path, withoutLog)
  const copy = new Store(withoutLog)
  t.teardown(() => copy.close())
  t.equal(readMeta(copy, 'first'), 'kept')
  t.equal(readMeta(copy, 'second'), 'kept')
})

await t.test('the log is begun anew, so that it does not grow for ever', async (t) => {
  const { store, commits } = temporaryStore(t)
  const checkpoints = new Checkpoints(store, new FakeClock(), createLog('silent'))
  t.teardown(() => checkpoints.stop())
  const framesInLog = async (key: string) => {
    await commits.write((tx) => writeMeta(tx, key, 'x'.repeat(100_000)))
    const [state] = store.database.pragma('wal_checkpoint(NOOP)') as { log: number }[]
    return state!.log
  }
  const before = await framesInLog('first')
  await checkpoints.run()
  t.ok((await framesInLog('second')) <= before)
})

await t.test('nothing is moved after the end', async (t) => {
  const { store, commits } = temporaryStore(t)
  const clock = new FakeClock()
  const checkpoints = new Checkpoints(store, clock, createLog('silent'))
  checkpoints.start()
  await commits.write((tx) => writeMeta(tx, 'first', 'kept'))
  await checkpoints.stop()
  clock.advance(5000)
  const [state] = store.database.pragma('wal_checkpoint(NOOP)') as { checkpointed: number }[]
  t.equal(state!.checkpointed, 0)
})
