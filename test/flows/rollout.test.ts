import t from 'tap'
import { gatewayOrigin } from '../../appliance/flows/context.ts'
import { setOverride } from '../../appliance/flows/set-override.ts'
import { setRollout, type SetRolloutInput } from '../../appliance/flows/set-rollout.ts'
import { listDecisions } from '../../appliance/store/decision-list.ts'
import { listLedger } from '../../appliance/store/ledger.ts'
import { expectedModeAt } from '../../appliance/domain/rollout.ts'
import { openDepot, type Depot } from '../support/depot.ts'

const fleetCard = 'A1B2C3D4'
const stranger = 'FFEEDDCC'
const ana = { actor: 'user:ana', requestId: null }

function move(depot: Depot, stage: SetRolloutInput['stage'], chargerIds: string[] | null = null) {
  return setRollout(depot, ana, { stage, chargerIds, acknowledgePartial: false })
}

function decisions(depot: Depot) {
  return listDecisions(depot.store, {}, { limit: 10, cursor: null }).items
}

await t.test('off: chargers are open and nothing is decided', async (t) => {
  const depot = await openDepot(t)
  await move(depot, 'off')
  t.match(await depot.authorise(stranger), { verdict: 'open', mode: 'freevend', decisionId: null })
  t.strictSame(decisions(depot), [])
  const expected = expectedModeAt(depot.charger('CP1'), depot.clock.now())
  t.match(expected, { mode: 'freevend', because: { source: 'rollout', id: null }, nextChangeAt: null })
})

await t.test('observe: everybody charges, and what would have happened is recorded', async (t) => {
  const depot = await openDepot(t)
  await depot.card(fleetCard)
  await move(depot, 'observe')
  const asked = await depot.authorise(stranger)
  t.match(asked, { verdict: 'open', reason: null, mode: 'freevend', accessClass: null, vehicle: null })
  const { transactionId, verdict } = await depot.start({ idTag: stranger })
  t.equal(verdict, 'open')
  await depot.start({ idTag: fleetCard, connectorId: 2 })
  t.match(decisions(depot), [
    { outcome: 'allow', observed: 1 },
    { outcome: 'deny', reason: 'unknown_identifier', observed: 1 },
    { outcome: 'deny', observed: 1, id: asked.decisionId },
  ])
  const session = depot.session(transactionId)
  t.match(session, { accessMode: 'freevend', vehicle: null, flags: [], decisionId: Number })
  const again = await depot.start({ idTag: stranger })
  t.match(again, { transactionId, verdict: 'open', mustStop: false }, 'told again, it is open still')
  const [entry] = listLedger(depot.store, { action: 'decision.made' }, 1, null)
  t.match(JSON.parse(entry!.body), {
    observed: true,
    expectedMode: 'freevend',
    policySource: { source: 'default' },
  })
})

await t.test('observe: who presents nothing, and in freevend, is no attempt', async (t) => {
  const depot = await openDepot(t, {
    profiles: (generic) => [
      { ...generic, freevend: { ...generic.freevend, idTag: { kind: 'constant', value: 'FREE' } } },
    ],
  })
  await move(depot, 'observe')
  await depot.start({})
  await depot.start({ idTag: 'FREE', connectorId: 2 })
  await depot.openToAll()
  await depot.authorise(stranger)
  t.strictSame(decisions(depot), [])
})

await t.test('a charger may be further than the depot, until it goes with it again', async (t) => {
  const depot = await openDepot(t)
  await move(depot, 'off')
  t.match(await move(depot, 'enforce', ['CP2']), { kind: 'set', moved: ['CP2'] })
  t.match(await depot.authorise(stranger, 'CP2'), { verdict: 'deny' })
  t.match(await depot.authorise(stranger, 'CP1'), { verdict: 'open' })
  await move(depot, null, ['CP2'])
  t.match(await depot.authorise(stranger, 'CP2'), { verdict: 'open' })
  t.match(await move(depot, 'off', ['CP9']), { kind: 'unknown_chargers', ids: ['CP9'] })
})

await t.test('a move is recorded with how many would have been refused, masked', async (t) => {
  const depot = await openDepot(t)
  await depot.card(fleetCard)
  await move(depot, 'observe')
  for (const raw of [stranger, stranger, fleetCard]) await depot.authorise(raw)
  await move(depot, 'enforce')
  const [entry] = listLedger(depot.store, { action: 'rollout.changed' }, 1, null)
  t.match(entry, { actor: 'user:ana', subject: 'depot' })
  t.strictSame(JSON.parse(entry!.body), {
    stage: 'enforce',
    chargerIds: null,
    days: 7,
    attempts: 3,
    wouldRefuse: [{ reason: 'unknown_identifier', count: 2 }],
    identifiers: [{ maskedIdentifier: 'FF••••CC', reason: 'unknown_identifier', count: 2 }],
  })
  t.match(await depot.authorise(stranger), { verdict: 'deny' }, 'and from now on it is')
})

await t.test('chargers that are kept open cannot be restricted by hand', async (t) => {
  const depot = await openDepot(t)
  await move(depot, 'observe', ['CP2'])
  const until = depot.clock.now().add({ hours: 1 })
  const override = { chargerIds: ['CP1', 'CP2'], until, reason: 'strike', acknowledgePartial: false }
  const refused = await setOverride(depot, gatewayOrigin, { ...override, mode: 'managed_access' })
  t.match(refused, { kind: 'not_enforced', ids: ['CP2'] })
  t.match(await setOverride(depot, gatewayOrigin, { ...override, mode: 'freevend' }), { kind: 'set' })
})

await t.test('a charger that cannot be restricted does not move to enforce', async (t) => {
  const depot = await openDepot(t, {
    profiles: (generic) => [{ ...generic, freevend: { ...generic.freevend, asksBeforeStart: false } }],
  })
  await move(depot, 'observe')
  t.match(await move(depot, 'enforce'), {
    kind: 'unsupported',
    chargers: [{ chargerId: 'CP1' }, { chargerId: 'CP2' }],
  })
  t.equal(depot.charger('CP1').stage, 'observe')
})
