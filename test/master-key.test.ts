import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readMasterKey, readOrCreateMasterKey } from '../appliance/master-key.ts'

await t.test('a new data directory gets a key that stays', async (t) => {
  const place = { dataDir: join(t.testdir(), 'data'), credentialsDir: null }
  t.equal(readMasterKey(place), null)
  const made = readOrCreateMasterKey(place)
  t.equal(made.source, 'file')
  t.equal(made.bytes.byteLength, 32)
  t.equal(statSync(join(place.dataDir, 'master.key')).mode & 0o777, 0o600)
  t.ok(Buffer.from(made.bytes).equals(readOrCreateMasterKey(place).bytes))
})

await t.test('a key from systemd is used and leaves no file', async (t) => {
  const credentialsDir = t.testdir({ 'gatehouse-master-key': 'k'.repeat(32) })
  const place = { dataDir: join(credentialsDir, 'data'), credentialsDir }
  t.equal(readOrCreateMasterKey(place).source, 'credential')
  t.throws(() => statSync(join(place.dataDir, 'master.key')))
})

await t.test('no new key is made beside a database that needs another one', async (t) => {
  const dataDir = t.testdir({ 'gatehouse.db': '' })
  t.throws(() => readOrCreateMasterKey({ dataDir, credentialsDir: null }), { message: /is missing/ })
})

await t.test('what is no key is refused with its size', async (t) => {
  const dataDir = t.testdir()
  writeFileSync(join(dataDir, 'master.key'), 'too short')
  t.throws(() => readMasterKey({ dataDir, credentialsDir: null }), {
    message: /has 9 bytes where 32 are expected/,
  })
})
