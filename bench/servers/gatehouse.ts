import { composeGateway, type Gateway } from '../../appliance/compose.ts'
import { loadConfig } from '../../appliance/config.ts'
import { addChargers } from '../../appliance/flows/add-charger.ts'
import { addIdentifier } from '../../appliance/flows/add-identifier.ts'
import { gatewayOrigin, type FlowContext } from '../../appliance/flows/context.ts'
import { sql } from '../../appliance/store/sql.ts'
import { serve } from '../actions.ts'
import { chargerPassword, identityOf, idTagOf } from '../fleet.ts'
import { confirmedIn, openUntil } from './open-chargers.ts'
import type { ServerActions, ServerOptions } from './server-actions.ts'
import { usage } from './usage.ts'

let gateway: Gateway | null = null

const actions: ServerActions = {
  async start({ dataDir, chargers }) {
    gateway = await composeGateway(loadConfig(environment(dataDir)), { listen: true })
    await addMissing(gateway.flow, chargers)
    return { port: gateway.ports!.ocpp }
  },
  usage,
  stored: () => ({ keeps: true, decisions: rowsOf('decision'), meterSamples: rowsOf('meterSample') }),
  openUntil: (opening) => openUntil(gateway!.flow, opening),
  confirmedIn: (mode) => confirmedIn(gateway!.flow, mode),
  async stop() {
    await gateway?.close()
  },
}

function rowsOf(table: 'decision' | 'meterSample'): number {
  const { store } = gateway!.flow
  return store.get(sql.selectFrom(table).select(sql.fn.countAll<number>().as('count')))?.count ?? 0
}

/** As a depot would run it, but for the rate limit: the clients are to ask as fast as they are answered. */
function environment(dataDir: string): NodeJS.ProcessEnv {
  return {
    GATEHOUSE_DATA_DIR: dataDir,
    GATEHOUSE_HTTP_PORT: '0',
    GATEHOUSE_HTTP_HOST: '127.0.0.1',
    GATEHOUSE_OCPP_PORT: '0',
    GATEHOUSE_OCPP_HOST: '127.0.0.1',
    GATEHOUSE_OCPP_RATE: '0',
    GATEHOUSE_LOG_LEVEL: 'silent',
  }
}

async function addMissing(flow: FlowContext, count: ServerOptions['chargers']): Promise<void> {
  if (flow.facts.charger(identityOf(0)) !== null) return
  const numbers = Array.from({ length: count }, (_, index) => index)
  const password = { kind: 'given' as const, password: Buffer.from(chargerPassword) }
  await addChargers(flow, gatewayOrigin, {
    chargers: numbers.map((index) => ({ id: identityOf(index), label: null, profileId: null, password })),
    approve: true,
    noPassword: 'refuse',
  })
  await Promise.all(numbers.map((index) => addIdentifier(flow, gatewayOrigin, identifierOf(index))))
}

function identifierOf(index: number): Parameters<typeof addIdentifier>[2] {
  return {
    rawIdentifier: idTagOf(index),
    type: 'rfid',
    accessClass: 'own_fleet',
    status: 'active',
    vehicle: `BUS-${index}`,
    driver: null,
    fleet: null,
    agreement: null,
    validFrom: null,
    validTo: null,
    concurrencyLimit: null,
  }
}

serve(actions)
