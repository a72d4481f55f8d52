import { once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import t from 'tap'
import { runCli } from '../../appliance/cli/run-cli.ts'
import { permissive16, simulatedDepot } from '../support/simulated-depot.ts'
import { gatehouse } from './gatehouse.ts'

/** Further back than any clock of a test. */
const allDays = '20000'

await t.test('a depot with a charger that obeys and one that refuses', async (t) => {
  const depot = await simulatedDepot(t)
  const { dataDir } = depot.gateway.config
  const run = (line: string) => gatehouse(dataDir, line.split(' '))
  depot.charger()
  const { AllowOfflineTxForUnknownId: _, ...rest } = permissive16
  const stubborn = { ...rest, 'AllowOfflineTxForUnknownId?': 'true' }
  const charger = depot.charger({ id: 'CP2', configuration: stubborn })
  await depot.mode('CP1', ({ status }) => status === 'confirmed')
  await depot.mode('CP2', ({ status }) => status === 'rejected')

  await t.test('expected and observed mode stand side by side, in words', async (t) => {
    const { code, stdout } = await run('mode')
    t.equal(code, 0)
    t.match(stdout, /^CHARGER +ONLINE +EXPECTED +BECAUSE +OBSERVED +STATUS +LAST ATTEMPT +NEXT CHANGE\n/)
    t.match(stdout, /\nCP1 +yes +managed_access +default +managed_access +as expected +\w{3} 2026-11-2/)
    t.match(stdout, /\nCP2 +yes +managed_access +default +[\w–]+ +charger refused +\w{3} 2026-11-2/)
    t.match(
      stdout,
      /\nCP2: The charger refused to write AllowOfflineTxForUnknownId=false\. Tried .+, next on /,
    )
    t.match((await run('mode CP1 --json')).json.items, [{ chargerId: 'CP1', modeStatus: 'confirmed' }])
    const unknown = await run('mode CP1 CP9')
    t.equal(unknown.code, 1)
    t.match(unknown.stderr, /There is no such charger: CP9/)
  })

  await t.test('problems are told apart, with their history', async (t) => {
    t.match((await run('mode --problems --json')).json.items, [{ chargerId: 'CP2' }])
    t.match((await run('mode CP1 --problems')).stdout, /No charger has a problem with its mode/)
    const { stdout } = await run(`mode history CP2 --problems --days ${allDays}`)
    t.match(stdout, /CP2 +[\w–]+ +managed_access +default +1 +rejected +The charger refused/)
    const steps = await run(`mode history CP1 --steps --days ${allDays}`)
    t.match(steps.stdout, /CP1 to managed_access: confirmed\n +done +/)
    t.match((await run(`mode history --days ${allDays} --json`)).json.items[0], { steps: [{ step: String }] })
  })

  await t.test('a charger is tried again on demand', async (t) => {
    charger.configuration.set('AllowOfflineTxForUnknownId', 'false')
    t.match((await run('mode try CP2')).stdout, /CP2 is being tried\./)
    await depot.mode('CP2', ({ status }) => status === 'confirmed')
    t.equal((await run('mode try CP9')).code, 1)
  })

  await t.test('a probe shows each step, and what the charger can enforce', async (t) => {
    const { code, stdout } = await run('charger probe CP1')
    t.equal(code, 0)
    t.match(stdout, /^passed {2}read the configuration: .+\n/)
    t.match(stdout, /\npassed {2}write .+ and read it back: It holds\.\n/)
    t.match(stdout, /\n\nCP1 counts as fully supported\.\n/)
    const { json } = await run('charger probe CP2 --json')
    t.match(json, { chargerId: 'CP2', steps: [{ result: 'passed' }], capability: { state: String } })
  })

  await t.test('a probe fails where nobody answers', async (t) => {
    charger.switchOff()
    const { code, stderr } = await run('charger probe CP2')
    t.equal(code, 1)
    t.match(stderr, /offline/)
    t.match((await run('charger probe CP9')).stderr, /no such charger/i)
  })
})

await t.test('a probe is shown while it runs, and fails when the charger goes away during it', async (t) => {
  const depot = await simulatedDepot(t)
  const charger = depot.charger()
  await depot.mode('CP1', ({ status }) => status === 'confirmed')
  const stdout = new PassThrough()
  const terminal = { stdin: Readable.from([]), stdout, stderr: new PassThrough() }
  const { dataDir } = depot.gateway.config
  const probing = runCli(['charger', 'probe', 'CP1', '--data-dir', dataDir], terminal)
  const shown: string[] = []
  stdout.on('data', (chunk) => shown.push(String(chunk)))
  await once(stdout, 'data')
  charger.switchOff()
  t.equal(await probing, 1)
  t.match(shown.join(''), /^passed {2}read the configuration.*\nfailed {2}/s)
})

await t.test('a probe needs a gateway that runs', async (t) => {
  const { code, stderr } = await gatehouse(t.testdir(), ['charger', 'probe', 'CP1'])
  t.equal(code, 1)
  t.match(stderr, /No gateway is running, so no charger is connected; start one with gatehouse serve/)
})
