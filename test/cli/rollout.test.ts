import t from 'tap'
import { bootCharger } from '../support/charger.ts'
import { startGateway } from '../support/gateway.ts'
import { gatehouse } from './gatehouse.ts'

const stranger = '04C0FFEE123456'

await t.test('managed access is introduced in stages, and whom it would refuse is seen first', async (t) => {
  const gateway = await startGateway(t)
  const run = (line: string) => gatehouse(gateway.config.dataDir, line.split(' '))
  const charger = await bootCharger(t, gateway)
  await bootCharger(t, gateway, { identity: 'CP2' })

  await t.test('off: chargers are open, and an override to restrict them is refused', async (t) => {
    t.match((await run('rollout show')).stdout, /^The depot is at enforce: the schedule holds\./)
    t.match(
      (await run('rollout set off')).stdout,
      /The depot is at off, since .+ by cli:.+: chargers are open/,
    )
    t.match((await run('mode CP1')).stdout, /CP1 +yes +freevend +rollout off/)
    const refused = await run('override set CP1 --mode managed_access --until PT1H --reason event')
    t.equal(refused.code, 1)
    t.match(refused.stderr, /not enforced at some of these chargers yet.+\n +CP1/s)
  })

  await t.test('observe: the report names the attempt, masked, and how to enrol it', async (t) => {
    await run('rollout set observe')
    t.match((await run('rollout show')).stdout, /nothing was observed: the report fills while/)
    const { idTagInfo } = await charger.call<any>('Authorize', { idTag: stranger })
    t.equal(idTagInfo.status, 'Accepted')
    const { stdout } = await run('rollout show --days 1')
    t.match(stdout, /1 of 1 attempts would have been refused: 1 unknown_identifier\./)
    t.match(stdout, /04••••••••••56 +unknown_identifier +1 +.+CP1 +gatehouse identifier enrol \d+/)
    t.match((await run('rollout show --charger CP2')).stdout, /nothing was observed/)
    const { json } = await run('rollout show --json')
    const [{ decisionId }] = json.report.identifiers
    const enrolled = await run(`identifier enrol ${decisionId} --class own_fleet --vehicle BUS-12`)
    t.match(enrolled.stdout, /04••••••••••56 may charge as number 1\./)
    t.equal((await run(`identifier enrol ${decisionId} --class own_fleet`)).code, 1)
    const after = await run('rollout show')
    t.match(after.stdout, /enrolled by now/)
    for (const said of [stdout, enrolled.stdout, after.stdout]) t.notMatch(said, stranger)
  })

  await t.test('enforce: for one charger first, then with the depot', async (t) => {
    const moved = await run('rollout set enforce --charger CP1 --json')
    t.match(moved.json, {
      rollout: { stage: 'observe', chargers: [{ chargerId: 'CP1', stage: 'enforce' }] },
      report: { attempts: 1, wouldRefuse: 1 },
    })
    t.match((await run('rollout show')).stdout, /CP1 +enforce +/)
    t.match(
      (await run('mode')).stdout,
      /CP1 +yes +managed_access +default.+\nCP2 +yes +freevend +rollout observe/,
    )
    const cleared = await run('rollout clear CP1 --json')
    t.match(cleared.json, { rollout: { stage: 'observe', chargers: [] } })
    t.equal((await run('rollout set enforce --charger CP9')).code, 1)
  })
})
