// A gateway with a few simulated chargers and data worth looking at, in a directory that goes away afterwards.
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inThisProcess } from '../appliance/cli/gateway-client.ts'
import type { Gateway } from '../appliance/cli/gateway-client.ts'
import { composeGateway } from '../appliance/compose.ts'
import { loadConfig } from '../appliance/config.ts'
import { readScenario } from '../appliance/simulator/read-scenario.ts'
import { runSimulation } from '../appliance/simulator/run-simulation.ts'
import { systemClock } from '../appliance/system-clock.ts'

const scenarioFile = join(import.meta.dirname, '..', 'scenarios', 'demo.toml')
const signIn = { name: 'demo', password: 'look-around-the-depot' }
const chargerPassword = 'demo-charger-password'
const chargerIds = ['BAY-01', 'BAY-02', 'BAY-03', 'FAST-01', 'FAST-02', 'YARD-01', 'YARD-02']

const ending = new AbortController()
// Not once: npm passes on the Ctrl-C that the terminal has sent already, and the second must not kill.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => ending.abort())

const dataDir = mkdtempSync(join(tmpdir(), 'gatehouse-demo-'))
try {
  await demonstrate(dataDir, ending.signal)
} finally {
  rmSync(dataDir, { recursive: true })
}

async function demonstrate(directory: string, signal: AbortSignal): Promise<void> {
  const config = loadConfig(undefined, {
    GATEHOUSE_DATA_DIR: directory,
    GATEHOUSE_LOG_LEVEL: 'warn',
    // Everybody knows its password: it is for this machine only.
    GATEHOUSE_HTTP_HOST: '127.0.0.1',
    GATEHOUSE_OCPP_HOST: '127.0.0.1',
  })
  const gateway = await composeGateway(config, { listen: true })
  try {
    await furnish(inThisProcess(gateway))
    const { http, ocpp } = gateway.ports!
    console.log(`Open http://localhost:${http}/ and sign in as ${signIn.name} with ${signIn.password}`)
    console.log('Stop with Ctrl-C; nothing is kept.')
    const scenario = readScenario(readFileSync(scenarioFile, 'utf8'))
    await runSimulation(scenario, { url: `ws://127.0.0.1:${ocpp}`, clock: systemClock, signal })
    if (!signal.aborted) await once(signal, 'abort')
  } finally {
    await gateway.close()
  }
}

/** A depot of two fleets, with a card that is blocked and one that has expired, and a yard with hours of its own. */
async function furnish(gateway: Gateway): Promise<void> {
  await gateway.post('/api/users', { ...signIn, role: 'admin' })
  await gateway.post('/api/chargers', { ids: chargerIds, password: chargerPassword, approve: true })
  const agreement = { name: 'City Couriers', status: 'active' }
  await gateway.post('/api/agreements', agreement)
  const buses = { accessClass: 'own_fleet', fleet: 'Buses' }
  const couriers = { accessClass: 'agreement', agreement: agreement.name }
  const identifiers = [
    { identifier: '04A1B2C3D4E501', vehicle: 'BUS-12', ...buses },
    { identifier: '04A1B2C3D4E502', vehicle: 'BUS-14', ...buses },
    { identifier: '04A1B2C3D4E503', vehicle: 'VAN-03', ...couriers },
    { identifier: '04A1B2C3D4E504', vehicle: 'BUS-21', ...buses },
    { identifier: '04A1B2C3D4E505', vehicle: 'BUS-22', ...buses },
    { identifier: '04A1B2C3D4E506', vehicle: 'VAN-07', ...couriers },
    { identifier: '04A1B2C3D4E5B0', vehicle: 'BUS-09', status: 'blocked', ...buses },
    { identifier: '04A1B2C3D4E5E0', vehicle: 'BUS-02', validTo: '2025-12-31', ...buses },
  ]
  for (const identifier of identifiers) await gateway.post('/api/identifiers', identifier)
  const weekly = (days: string) => `FREQ=WEEKLY;BYDAY=${days}`
  const depot = {
    defaultMode: 'managed_access',
    acknowledgePartial: true,
    windows: [
      {
        mode: 'freevend',
        label: 'Sunday market',
        rrule: weekly('SU'),
        startLocal: '09:00',
        endLocal: '18:00',
      },
      {
        mode: 'managed_access',
        label: 'Buses first',
        rrule: weekly('SU'),
        startLocal: '12:00',
        endLocal: '13:30',
        priority: 1,
      },
    ],
  }
  await gateway.request('PUT', '/api/policy', JSON.stringify(depot))
  const group = await gateway.post<{ id: number }>('/api/groups', {
    name: 'Visitors’ yard',
    chargerIds: ['YARD-01', 'YARD-02'],
  })
  const yard = {
    defaultMode: 'freevend',
    acknowledgePartial: true,
    windows: [
      { mode: 'managed_access', label: 'Night', rrule: 'FREQ=DAILY', startLocal: '21:00', endLocal: '06:00' },
    ],
  }
  await gateway.request('PUT', `/api/groups/${group.id}/policy`, JSON.stringify(yard))
  const until = Temporal.Now.instant().add({ hours: 3 }).toString()
  const openDay = { chargerIds: ['YARD-01'], mode: 'freevend', until, reason: 'Open day for the neighbours' }
  await gateway.post('/api/overrides', openDay)
}
