import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readControlFile, removeControlFile, writeControlFile } from '../appliance/control-file.ts'

await t.test('the control file is there for its owner while the gateway runs', async (t) => {
  const dataDir = t.testdir()
  const control = { url: 'http://127.0.0.1:8080', secret: 'of this start', pid: 42 }
  t.equal(readControlFile(dataDir), null)
  writeControlFile(dataDir, { ...control, secret: 'of an earlier start' })
  writeControlFile(dataDir, control)
  t.strictSame(readControlFile(dataDir), control)
  t.equal(statSync(join(dataDir, 'control.json')).mode & 0o777, 0o600)
  removeControlFile(dataDir)
  removeControlFile(dataDir)
  t.strictSame(readdirSync(dataDir), [])
})
