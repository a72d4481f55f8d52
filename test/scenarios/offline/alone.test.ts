import t from 'tap'
import { protocols } from '../../../appliance/domain/protocol.ts'
import { authorise, start, stop } from '../../../appliance/simulator/charging.ts'
import type { SimulatedCharger } from '../../../appliance/simulator/simulated-charger.ts'
import { permissive16, simulatedDepot, type SimulatedDepot } from '../../support/simulated-depot.ts'

const confirmed = ({ status }: { status: string }) => status === 'confirmed'

async function known(depot: SimulatedDepot): Promise<void> {
  const card = { identifier: 'KNOWN-1', accessClass: 'own_fleet', vehicle: 'BUS-1' }
  await depot.gateway.api('POST', '/api/identifiers', card)
}

async function accepts(charger: SimulatedCharger, tag: string): Promise<boolean> {
  const connector = charger.connector(1)
  await authorise(charger, connector, tag)
  return connector.permit?.accepted === true
}

interface Listed {
  readonly items: readonly {
    readonly maskedIdentifier: string
    readonly flags: readonly string[]
    readonly state: string
    readonly decisionId: number
  }[]
}

for (const protocol of protocols) {
  await t.test(
    `${protocol}: gateway and charger cold-started without internet let in who is known`,
    async (t) => {
      const depot = await simulatedDepot(t)
      await known(depot)
      const first = depot.charger({ protocol })
      await depot.mode('CP1', confirmed)
      first.switchOff()
      await depot.stopGateway()
      await depot.startGateway()
      const { configuration } = first
      const kept = Object.fromEntries(configuration.all().map(({ key, value }) => [key, value]))
      const charger = depot.charger({ protocol, configuration: kept })
      await charger.accepted()
      t.equal(await accepts(charger, 'KNOWN-1'), true)
      t.equal(await accepts(charger, 'STRANGER'), false)
    },
  )

  await t.test(
    `${protocol}: with the gateway dead the pushed list decides, and what was kept is judged after`,
    async (t) => {
      const depot = await simulatedDepot(t)
      await known(depot)
      const charger = depot.charger({ protocol })
      await depot.mode('CP1', confirmed)
      await depot.stopGateway()
      t.equal(await accepts(charger, 'STRANGER'), false)
      const connector = charger.connector(1)
      await start(charger, connector)
      t.equal(connector.transaction, null, 'a stranger does not charge')
      t.equal(await accepts(charger, 'known-1'), true)
      await start(charger, connector)
      depot.clock.skipTo('2026-11-20T11:00:00Z')
      await stop(charger, connector, 'local')
      t.equal(charger.queue.length, 2)

      await depot.startGateway()
      await charger.accepted()
      t.equal(charger.queue.length, 0)
      const { items } = await depot.gateway.api<Listed>('GET', '/api/sessions')
      t.equal(items.length, 1)
      t.match(items[0], { state: 'ended', decisionId: Number })
      t.ok(items[0]?.flags.includes('offline'))
      t.notOk(items[0]?.flags.includes('denied'))
    },
  )
}

await t.test('a charger under deny_all lets nobody in while the gateway is away', async (t) => {
  const depot = await simulatedDepot(t)
  await known(depot)
  await depot.gateway.api('PUT', '/api/policy', { offlinePolicy: 'deny_all', acknowledgePartial: true })
  const charger = depot.charger()
  await depot.mode('CP1', confirmed)
  await depot.stopGateway()
  t.equal(await accepts(charger, 'KNOWN-1'), false)
  t.equal(await accepts(charger, 'STRANGER'), false)
})

await t.test('a stranger whom a charger let in while alone is judged and flagged afterwards', async (t) => {
  const depot = await simulatedDepot(t)
  const { AllowOfflineTxForUnknownId: _, ...rest } = permissive16
  const charger = depot.charger({ configuration: { ...rest, 'AllowOfflineTxForUnknownId!': 'true' } })
  await depot.mode('CP1', confirmed)
  await depot.stopGateway()
  t.equal(await accepts(charger, 'STRANGER'), true, 'its firmware does not let that be switched off')
  await start(charger, charger.connector(1))
  depot.clock.skipTo('2026-11-20T11:00:00Z')
  await stop(charger, charger.connector(1), 'local')
  await depot.startGateway()
  await charger.accepted()
  const { items } = await depot.gateway.api<Listed>('GET', '/api/sessions')
  t.strictSame(items[0]?.flags.toSorted(), ['denied', 'offline'])
  const denials = await depot.gateway.api<Listed>('GET', '/api/decisions?outcome=deny')
  t.match(denials.items, [{ reason: 'unknown_identifier' }])
})
