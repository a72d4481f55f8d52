import t from 'tap'
import { inThisProcess } from '../../appliance/cli/gateway-client.ts'
import { composeGateway } from '../../appliance/compose.ts'
import { loadConfig } from '../../appliance/config.ts'
import { protocols } from '../../appliance/domain/protocol.ts'
import { readScenario } from '../../appliance/simulator/read-scenario.ts'
import { runSimulation } from '../../appliance/simulator/run-simulation.ts'
import { systemClock } from '../../appliance/system-clock.ts'

const password = 'charger-password'

/** Two identical days of a charger: one session online, one whose end is told after an outage, one refusal. */
const steps = `[
  { do = "charge", tag = "TAG-0001", power_kw = 11, every_s = 0.01, times = 3 },
  { do = "authorise", tag = "TAG-0001" }, { do = "start" }, { do = "offline" },
  { do = "meter", power_kw = 11, every_s = 0.01, times = 3 }, { do = "stop" }, { do = "online" }, { do = "unplug" },
  { do = "charge", tag = "STRANGER" },
]`

await t.test('the gateway and chargers of all versions agree on what happened', async (t) => {
  const environment = {
    GATEHOUSE_DATA_DIR: t.testdir(),
    GATEHOUSE_HTTP_PORT: '0',
    GATEHOUSE_OCPP_PORT: '0',
    GATEHOUSE_HTTP_HOST: '127.0.0.1',
    GATEHOUSE_OCPP_HOST: '127.0.0.1',
    GATEHOUSE_LOG_LEVEL: 'error',
  }
  const composed = await composeGateway(loadConfig(environment), { listen: true })
  const gateway = inThisProcess(composed)
  t.teardown(() => gateway.close())
  const ids = protocols.map((protocol) => protocol.toUpperCase())
  await gateway.post('/api/chargers', { ids, password, approve: true })
  await gateway.post('/api/identifiers', {
    identifier: 'TAG-0001',
    accessClass: 'own_fleet',
    vehicle: 'BUS-1',
  })
  for (const id of ids) {
    const policy = { defaultMode: 'managed_access', acknowledgePartial: true }
    await gateway.request('PUT', `/api/chargers/${id}/policy`, JSON.stringify(policy))
  }

  const groups = protocols.map(
    (protocol) => `[[chargers]]
      id = "${protocol.toUpperCase()}"
      protocol = "${protocol}"
      password = "${password}"
      steps = ${steps}`,
  )
  const { counts, schemaProblems } = await runSimulation(readScenario(groups.join('\n')), {
    url: `ws://127.0.0.1:${composed.ports!.ocpp}`,
    clock: systemClock,
    signal: new AbortController().signal,
  })
  t.strictSame(schemaProblems, [])
  t.match(counts, { sessionsStarted: 6, sessionsEnded: 6, authorised: 6, refused: 3, lost: 0 })

  const sessions = await gateway.list<Record<string, unknown>>('/api/sessions')
  t.equal(sessions.length, 6)
  for (const session of sessions) {
    t.match(session, { state: 'ended', stopReason: 'local', vehicle: 'BUS-1', energyWh: Number })
  }
  const denials = await gateway.list<Record<string, unknown>>('/api/decisions?outcome=deny')
  t.strictSame(new Set(denials.map(({ chargerId }) => chargerId)), new Set(ids))
  t.equal(denials.length, ids.length)
  for (const denial of denials) t.match(denial, { reason: 'unknown_identifier', accessClass: 'unknown' })
})
