import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readControlFile } from '../../appliance/control-file.ts'
import { command, gatehouse, serve, spawned } from './gatehouse.ts'

await t.test('commands reach a running gateway and take effect at once', async (t) => {
  const dataDir = join(t.testdir(), 'data')
  const served = await serve(t, dataDir)
  t.match(served.greeting.join('\n'), /Gatehouse is running: http:\/\/.+\nChargers connect to ws:\/\//)
  const { url } = readControlFile(dataDir)!

  const { token } = (
    await gatehouse(dataDir, ['token', 'create', '--role', 'admin', '--name', 'ci', '--json'])
  ).json
  const added = await gatehouse(
    dataDir,
    ['charger', 'add', 'CP1', '--password-stdin', '--approve'],
    'a-good-password',
  )
  t.equal(added.code, 0)
  const response = await fetch(`${url}/api/chargers/CP1`, { headers: { authorization: `Bearer ${token}` } })
  t.match(await response.json(), { id: 'CP1', approved: true })

  const status = await gatehouse(dataDir, ['status', '--json'])
  t.equal(status.code, 0)
  t.match(status.json, { running: true, chargers: { online: 0, total: 1 } })
  const { checks } = (await gatehouse(dataDir, ['doctor', '--json'])).json
  const port = checks.find(({ check }: any) => check === 'http port')
  t.match(port, { result: 'ok', found: /held by the running gateway/ })

  const second = await gatehouse(dataDir, ['serve'])
  t.equal(second.code, 1)
  t.match(second.stderr, /another Gatehouse process is using/)

  served.process.kill('SIGTERM')
  t.equal(await served.exited, 0)
  t.notOk(existsSync(join(dataDir, 'control.json')))
  t.equal((await gatehouse(dataDir, ['charger', 'show', 'CP1'])).code, 0)
})

await t.test('what a killed gateway leaves behind confuses nobody', async (t) => {
  const dataDir = join(t.testdir(), 'data')
  const served = await serve(t, dataDir)
  served.process.kill('SIGKILL')
  await served.exited
  t.ok(readControlFile(dataDir), 'the control file is stale')
  t.match((await gatehouse(dataDir, ['status'])).stdout, /No gateway is running/)
  t.equal((await gatehouse(dataDir, ['user', 'list'])).code, 0)
})

await t.test('commands that come together take turns', async (t) => {
  const dataDir = join(t.testdir(), 'data')
  const runs = ['CP1', 'CP2', 'CP3'].map((id) =>
    gatehouse(dataDir, ['charger', 'add', id, '--generate-password']),
  )
  t.strictSame(
    (await Promise.all(runs)).map(({ code }) => code),
    [0, 0, 0],
  )
})

await t.test('bin/gatehouse finds its checkout through links', async (t) => {
  const folder = t.testdir()
  symlinkSync(command, join(folder, 'first'))
  symlinkSync('first', join(folder, 'second'))
  const { code, stdout } = await spawned(join(folder, 'second'), ['--help'])
  t.equal(code, 0)
  t.match(stdout, /Usage: gatehouse COMMAND/)
})
