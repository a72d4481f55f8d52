import { once } from 'node:events'
import t from 'tap'
import { findLocalList } from '../../../appliance/store/local-lists.ts'
import { plugIn, stop, unplug } from '../../../appliance/simulator/charging.ts'
import { permissive16, simulatedDepot, type SimulatedDepot } from '../../support/simulated-depot.ts'

const confirmed = ({ status }: { status: string }) => status === 'confirmed'

function addCard(depot: SimulatedDepot, identifier: string): Promise<unknown> {
  return depot.gateway.api('POST', '/api/identifiers', {
    identifier,
    accessClass: 'own_fleet',
    vehicle: 'BUS-1',
  })
}

await t.test('a charger that refuses a key says so, and is asked again until it takes it', async (t) => {
  const depot = await simulatedDepot(t)
  const { AllowOfflineTxForUnknownId: _, ...rest } = permissive16
  const charger = depot.charger({ configuration: { ...rest, 'AllowOfflineTxForUnknownId?': 'true' } })
  const refused = await depot.mode('CP1', ({ status }) => status === 'rejected')
  t.equal(refused.problem, 'The charger refused to write AllowOfflineTxForUnknownId=false.')
  t.type(refused.nextAttemptAt, 'string')
  t.equal(charger.isOpen, false, 'what it takes is written all the same')
  const again = await depot.mode('CP1', ({ attempt }) => attempt >= 3)
  t.equal(again.status, 'rejected')
  charger.configuration.set('AllowOfflineTxForUnknownId', 'false')
  await depot.mode('CP1', confirmed)
  const [last, ...before] = await depot.changes('CP1')
  t.equal(last?.outcome, 'confirmed')
  t.ok(before.every(({ outcome }) => outcome === 'rejected'))
})

await t.test('a switch that cannot be written from here is refused with what to do about it', async (t) => {
  const depot = await simulatedDepot(t)
  const { FreeVend: _, ...rest } = permissive16
  depot.charger({ configuration: { ...rest, 'FreeVend!': 'true' } })
  const refused = await depot.mode('CP1', ({ status }) => status === 'rejected')
  t.match(refused, { observedMode: 'freevend', problem: /^FreeVend: .*Switch it at the charger itself\.$/ })
})

await t.test(
  'keys that are missing or read-only are noted and do not keep the mode from holding',
  async (t) => {
    const depot = await simulatedDepot(t)
    const { LocalPreAuthorize: _, ...rest } = permissive16
    depot.charger({ configuration: { ...rest, 'LocalPreAuthorize!': 'true' } })
    await depot.mode('CP1', confirmed)
    const [change] = await depot.changes('CP1')
    const noted = change?.steps.filter(({ result }) => result === 'skipped').map(({ step }) => step)
    t.strictSame(noted, ['LocalPreAuthorize'])
  },
)

await t.test('a key that is taken without effect is found out by reading it back', async (t) => {
  const depot = await simulatedDepot(t)
  const { FreeVend: _, ...rest } = permissive16
  depot.charger({ configuration: { ...rest, 'FreeVend~': 'true' } })
  const refused = await depot.mode('CP1', ({ status }) => status === 'rejected')
  t.match(refused, {
    observedMode: 'freevend',
    problem: 'The charger took FreeVend but does not hold what was written.',
  })
})

await t.test(
  'another offline policy is another setting, and nobody is said to have changed it',
  async (t) => {
    const depot = await simulatedDepot(t)
    const charger = depot.charger()
    await depot.mode('CP1', confirmed)
    const again = depot.mode('CP1', ({ status, attempt }) => status === 'confirmed' && attempt === 2)
    await depot.gateway.api('PUT', '/api/policy', { offlinePolicy: 'deny_all', acknowledgePartial: true })
    await again
    t.equal(charger.configuration.get('LocalAuthorizeOffline')?.value, 'false')
    const causes = (await depot.changes('CP1')).map(({ cause }) => cause)
    t.notOk(causes.includes('drift'))
  },
)

await t.test('what somebody else changed is found after a boot, told, and put right', async (t) => {
  const depot = await simulatedDepot(t)
  const charger = depot.charger()
  await depot.mode('CP1', confirmed)
  charger.configuration.set('FreeVend', 'true')
  const drifted = depot.mode('CP1', ({ status }) => status === 'drifted')
  charger.reboot('power_up')
  t.match(await drifted, { observedMode: 'freevend', problem: 'It was found changed: FreeVend.' })
  await depot.mode('CP1', confirmed)
  t.equal(charger.isOpen, false)
  const [correction] = await depot.changes('CP1')
  t.match(correction, { cause: 'drift', outcome: 'confirmed', toMode: 'managed_access' })
})

for (const protocol of ['ocpp1.6', 'ocpp2.0.1'] as const) {
  await t.test(`${protocol}: a change that needs a restart waits until nothing charges`, async (t) => {
    const depot = await simulatedDepot(t)
    await depot.gateway.api('PUT', '/api/policy', { defaultMode: 'freevend' })
    const { FreeVend: _, ...rest } = permissive16
    const of16 = { ...rest, 'FreeVend^': 'true' }
    const configuration = protocol === 'ocpp1.6' ? of16 : { 'AuthCtrlr/Enabled^': 'false' }
    const charger = depot.charger({ protocol, configuration })
    await depot.mode('CP1', confirmed)
    const connector = charger.connector(1)
    await plugIn(charger, connector)
    t.ok(connector.transaction)

    const waiting = depot.mode(
      'CP1',
      ({ problem }) => problem?.includes('waits until nothing charges') === true,
    )
    await depot.override(['CP1'], 'managed_access')
    t.match(await waiting, { status: 'applying', observedMode: null })
    t.equal(charger.tally.counts.connections, 1, 'it has not been restarted')

    await stop(charger, connector, 'local')
    await unplug(charger, connector)
    await depot.mode(
      'CP1',
      ({ status, expectedMode }) => status === 'confirmed' && expectedMode === 'managed_access',
    )
    t.equal(charger.isOpen, false)
    t.equal(charger.tally.counts.connections, 2, 'it has been restarted once')
  })
}

await t.test('a list that went out of step is sent in full', async (t) => {
  const depot = await simulatedDepot(t)
  await Promise.all(['AA-1', 'AA-2', 'AA-3'].map((card) => addCard(depot, card)))
  const charger = depot.charger({
    habits: ['refuses_differences'],
    configuration: { ...permissive16, 'SendLocalListMaxLength!': '2' },
  })
  await depot.mode('CP1', confirmed)
  t.strictSame(charger.localList.ids, ['aa-1', 'aa-2', 'aa-3'])
  const sent = depot.gateway.event(({ item }) => 'localList' in item)
  await addCard(depot, 'AA-4')
  await sent
  t.strictSame(charger.localList.ids, ['aa-1', 'aa-2', 'aa-3', 'aa-4'])
  t.match(findLocalList(depot.gateway.flow.store, 'CP1'), { status: 'in_step', entries: 4, problem: null })
})

await t.test('who may charge no longer is taken out of the list, and an empty one is cleared', async (t) => {
  const depot = await simulatedDepot(t)
  await Promise.all(['AA-1', 'AA-2', 'AA-3'].map((card) => addCard(depot, card)))
  const charger = depot.charger()
  await depot.mode('CP1', confirmed)
  const { items } = await depot.gateway.api<{ items: { id: number }[] }>('GET', '/api/identifiers')
  const next = () => depot.gateway.event(({ item }) => 'localList' in item)
  const first = next()
  await depot.gateway.api('DELETE', `/api/identifiers/${items[0]!.id}`)
  await first
  t.equal(charger.localList.size, 2)
  const cleared = next()
  for (const { id } of items.slice(1)) await depot.gateway.api('DELETE', `/api/identifiers/${id}`)
  await cleared
  t.equal(charger.localList.size, 0)
})

await t.test('of more identifiers than fit the rest is noted as a problem', async (t) => {
  const depot = await simulatedDepot(t)
  await Promise.all(['AA-1', 'AA-2', 'AA-3'].map((card) => addCard(depot, card)))
  const charger = depot.charger({ configuration: { ...permissive16, 'LocalAuthListMaxLength!': '2' } })
  await depot.mode('CP1', confirmed)
  t.equal(charger.localList.size, 2)
  const { problem } = findLocalList(depot.gateway.flow.store, 'CP1') ?? {}
  t.equal(problem, "1 who may charge here find no room in the charger's list.")
  const { localList } = await depot.gateway.api<{ localList: object }>('GET', '/api/chargers/CP1')
  t.match(localList, { status: 'in_step', entries: 2, sentAt: String, problem })
})

await t.test(
  'a charger that claims to keep a list and refuses it refuses everybody while alone',
  async (t) => {
    const depot = await simulatedDepot(t)
    await addCard(depot, 'AA-1')
    const charger = depot.charger({ habits: ['refuses_local_list'] })
    await depot.mode('CP1', confirmed)
    t.equal(charger.configuration.get('LocalAuthorizeOffline')?.value, 'false')
    t.match(findLocalList(depot.gateway.flow.store, 'CP1'), { status: 'unsupported' })
    charger.reboot('power_up')
    await once(AbortSignal.timeout(1), 'abort')
    await charger.accepted()
    await depot.mode('CP1', confirmed)
    t.equal((await depot.changes('CP1')).length, 1, 'it is not tried again with this firmware')
  },
)
