import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readControlFile, removeControlFile, writeControlFile } from '../appliance/control-file.ts'

const control = { url: 'http://127.0.0.1:8080', ocppPort: 9000, secret: 'told-to-nobody', pid: 1 }

await t.test('what the gateway leaves is for its owner only, and goes when it is told to', async (t) => {
  const dataDir = t.testdir()
  t.equal(readControlFile(dataDir), null)
  writeControlFile(dataDir, control)
  t.equal(statSync(join(dataDir, 'control.json')).mode & 0o777, 0o600)
  t.strictSame(readControlFile(dataDir), control)
  removeControlFile(dataDir)
  removeControlFile(dataDir)
  t.equal(readControlFile(dataDir), null)
})

await t.test('a gateway that does not say where chargers connect is reached all the same', async (t) => {
  const dataDir = t.testdir()
  const { ocppPort: _, ...rest } = control
  writeControlFile(dataDir, rest)
  t.strictSame(readControlFile(dataDir), rest)
})

for (const content of [
  '',
  '{"url":',
  'null',
  '[]',
  '{"url":"http://127.0.0.1:1","ocppPort":2,"secret":7,"pid":1}',
]) {
  await t.test(`a damaged file is no gateway: ${content}`, async (t) => {
    const dataDir = t.testdir()
    writeFileSync(join(dataDir, 'control.json'), content)
    t.equal(readControlFile(dataDir), null)
  })
}
