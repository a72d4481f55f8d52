import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { gatehouse } from './gatehouse.ts'

function write(folder: string, name: string, content: object): void {
  const file = join(folder, name)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, JSON.stringify(content))
}

const own = {
  id: 'depot/special',
  title: 'Ours',
  extends: 'generic/ocpp1.6',
  match: { protocols: ['ocpp1.6'], vendor: 'Special', firmware: '>=2 <1' },
}

await t.test('shipped profiles are in order, in a depot without its own', async (t) => {
  const { code, stdout } = await gatehouse(join(t.testdir(), 'data'), ['profile', 'check'])
  t.equal(code, 0)
  t.match(stdout, /All firmware profiles are in order/)
})

await t.test("a problem in the depot's own is told with file, field and remedy", async (t) => {
  const dataDir = join(t.testdir(), 'data')
  write(join(dataDir, 'firmware-profiles'), 'depot/special.json', own)
  const { code, stdout } = await gatehouse(dataDir, ['profile', 'check'])
  t.equal(code, 1)
  t.match(stdout, /special\.json +match\.firmware +no version lies in >=2 <1 +give a lower bound/)
})

await t.test('another folder is checked on demand, and told as data', async (t) => {
  const folder = t.testdir()
  write(folder, 'depot/special.json', own)
  const { code, json } = await gatehouse(join(folder, 'data'), ['profile', 'check', folder, '--json'])
  t.equal(code, 1)
  t.match(json, {
    ok: false,
    problems: [{ file: join(folder, 'depot/special.json'), field: 'match.firmware' }],
  })
})

await t.test('a folder that does not exist is wrong usage', async (t) => {
  const { code, stderr } = await gatehouse(join(t.testdir(), 'data'), ['profile', 'check', 'no/such'])
  t.equal(code, 2)
  t.match(stderr, /There is no folder no\/such/)
})
