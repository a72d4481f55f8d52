import t from 'tap'
import { applyBoundaryRules } from '../../appliance/flows/apply-boundary-rules.ts'
import { applySchedule } from '../../appliance/flows/apply-schedule.ts'
import { changePolicy, type PolicyRules } from '../../appliance/flows/change-policy.ts'
import { gatewayOrigin } from '../../appliance/flows/context.ts'
import { listDecisions } from '../../appliance/store/decision-list.ts'
import { listLedger } from '../../appliance/store/ledger.ts'
import { depotScope } from '../../appliance/store/policies.ts'
import { onlineLink } from '../support/charger-link.ts'
import { openDepot, type Depot } from '../support/depot.ts'
import { nights } from '../support/schedule.ts'

const fleetCard = 'A1B2C3D4'
const stranger = 'FFEEDDCC'

/** Open by day, managed from 18:00, and it is just before. */
async function eveningDepot(t: Parameters<typeof openDepot>[0], rules: Partial<PolicyRules>): Promise<Depot> {
  const depot = await openDepot(t)
  await depot.card(fleetCard)
  const change = { defaultMode: 'freevend', windows: [nights], ...rules } as const
  await changePolicy(depot, gatewayOrigin, { scope: depotScope, rules: change, acknowledgePartial: false })
  depot.clock.setNow('2026-11-20T17:50:00Z')
  await applySchedule(depot, onlineLink(depot), depot.clock.now())
  return depot
}

async function at(depot: Depot, instant: string) {
  depot.clock.setNow(instant)
  await applySchedule(depot, onlineLink(depot), depot.clock.now())
  const stops = await applyBoundaryRules(depot, depot.clock.now())
  return stops.map(({ session, stopAt }) => [session.id, stopAt.toString()])
}

await t.test('by default a session may end by itself', async (t) => {
  const depot = await eveningDepot(t, {})
  await depot.start({ idTag: stranger })
  t.strictSame(await at(depot, '2026-11-20T18:00:00Z'), [])
})

await t.test('stop: whoever is charging is stopped after the grace', async (t) => {
  const depot = await eveningDepot(t, { onBoundary: 'stop', boundaryGraceMin: 10 })
  const { transactionId } = await depot.start({ idTag: fleetCard })
  t.strictSame(await at(depot, '2026-11-20T17:55:00Z'), [])
  const stop = [[transactionId, '2026-11-20T18:10:00Z']]
  t.strictSame(await at(depot, '2026-11-20T18:00:00Z'), stop)
  t.strictSame(depot.session(transactionId).flags, [], 'not yet')
  t.strictSame(await at(depot, '2026-11-20T18:10:00Z'), stop)
  t.strictSame(depot.session(transactionId).flags, ['boundary'])
  const later = await depot.start({ idTag: fleetCard, connectorId: 2 })
  t.strictSame(await at(depot, '2026-11-20T18:20:00Z'), stop, 'one that began after it is left alone')
  await depot.stop({ transactionId })
  t.strictSame(await at(depot, '2026-11-20T18:21:00Z'), [])
  t.strictSame(depot.session(transactionId).flags, ['boundary'])
  t.equal(depot.session(later.transactionId).state, 'started')
})

await t.test('reauthorise: a card is decided anew, once', async (t) => {
  const depot = await eveningDepot(t, { onBoundary: 'reauthorise' })
  const known = await depot.start({ idTag: fleetCard })
  const unknown = await depot.start({ idTag: stranger, connectorId: 2 })
  t.match(depot.session(known.transactionId), { accessMode: 'freevend', decisionId: null, vehicle: null })
  t.strictSame(await at(depot, '2026-11-20T18:00:00Z'), [])
  t.match(depot.session(known.transactionId), { accessMode: 'managed_access', vehicle: 'BUS-12', flags: [] })
  t.match(depot.session(unknown.transactionId), { flags: ['denied'] })
  await at(depot, '2026-11-20T18:01:00Z')
  const { items } = listDecisions(depot.store, {}, { limit: 10, cursor: null })
  t.match(items, [
    { outcome: 'deny', reason: 'unknown_identifier', id: depot.session(unknown.transactionId).decisionId },
    { outcome: 'allow', id: depot.session(known.transactionId).decisionId },
  ])
  const [entry] = listLedger(depot.store, { action: 'decision.made' }, 1, null)
  t.match(JSON.parse(entry!.body), { message: 'boundary', policySource: { source: 'window' } })
  const { published } = depot
  const denied = published.filter(({ topic, item }) => topic === 'session' && 'flags' in item)
  t.match(denied.at(-1)?.item, { flags: ['denied'] }, 'who stops denied sessions hears of it')
})

await t.test('reauthorise: whoever presented nothing is stopped after the grace', async (t) => {
  const depot = await eveningDepot(t, { onBoundary: 'reauthorise', boundaryGraceMin: 5 })
  const { transactionId } = await depot.start({})
  t.strictSame(await at(depot, '2026-11-20T18:00:00Z'), [[transactionId, '2026-11-20T18:05:00Z']])
})

await t.test('what a charger presents by itself is nobody', async (t) => {
  const depot = await openDepot(t, {
    profiles: (generic) => [
      { ...generic, freevend: { ...generic.freevend, idTag: { kind: 'constant', value: 'FREE' } } },
    ],
  })
  const rules = {
    defaultMode: 'freevend',
    windows: [nights],
    onBoundary: 'reauthorise',
    boundaryGraceMin: 0,
  } as const
  await changePolicy(depot, gatewayOrigin, { scope: depotScope, rules, acknowledgePartial: false })
  await applySchedule(depot, onlineLink(depot), depot.clock.now())
  const { transactionId } = await depot.start({ idTag: 'free' })
  t.strictSame(await at(depot, '2026-11-20T18:00:00Z'), [[transactionId, '2026-11-20T18:00:00Z']])
  t.equal(depot.session(transactionId).decisionId, null)
})

await t.test('a start that is told only afterwards was judged then, unless it was free', async (t) => {
  const depot = await eveningDepot(t, { onBoundary: 'stop', boundaryGraceMin: 0 })
  await at(depot, '2026-11-20T18:00:00Z')
  depot.clock.setNow('2026-11-20T18:30:00Z')
  const connectedAt = '2026-11-20T18:29:50Z'
  const free = await depot.start({ idTag: stranger, timestamp: '2026-11-20T17:00:00Z', connectedAt })
  const night = { idTag: fleetCard, connectorId: 2, timestamp: '2026-11-20T03:00:00Z', connectedAt }
  const managed = await depot.start(night)
  t.equal(depot.session(managed.transactionId).accessMode, 'managed_access')
  t.match(await at(depot, '2026-11-20T18:31:00Z'), [[free.transactionId, '2026-11-20T18:00:00Z']])
})
