import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { DiskReserve } from '../appliance/disk-reserve.ts'

await t.test('room is held back where there is plenty, given back and held again', async (t) => {
  const dataDir = t.testdir({})
  const path = join(dataDir, 'reserve')
  const reserve = new DiskReserve(dataDir)
  await reserve.make(100_000_000)
  t.notOk(existsSync(path), 'it would take what others need')
  await reserve.make(1_000_000_000)
  t.equal(statSync(path).size, 32 * 1024 * 1024)
  t.ok(statSync(path).blocks * 512 >= 32 * 1024 * 1024, 'it really takes the room')
  reserve.release()
  reserve.release()
  t.strictSame(readdirSync(dataDir), [])
  await reserve.make(1_000_000_000)
  t.ok(existsSync(path))
})
