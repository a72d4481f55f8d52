import t from 'tap'
import { Boundaries } from '../../appliance/scheduler/boundaries.ts'
import type { ChargerLink } from '../../appliance/domain/charger-link.ts'
import { startSession } from '../../appliance/flows/start-session.ts'
import { gatewayOrigin } from '../../appliance/flows/context.ts'
import { setOverride } from '../../appliance/flows/set-override.ts'
import { presentIdentifier } from '../../appliance/flows/present-identifier.ts'
import { findSession } from '../../appliance/store/sessions.ts'
import { offlineLink, onlineLink } from '../support/charger-link.ts'
import { testFlows, type TestFlows } from '../support/flows.ts'
import { nights, scheduledDepot } from '../support/schedule.ts'

/** The timer of a depot, and a way to wait for what it notices. */
function watch(t: Parameters<typeof testFlows>[0], flows: TestFlows, link: ChargerLink = onlineLink(flows)) {
  let next = Promise.withResolvers<readonly string[]>()
  const noticed = (chargerIds: readonly string[]) => {
    next.resolve(chargerIds)
    next = Promise.withResolvers()
  }
  const boundaries = new Boundaries(flows, { link, noticed })
  t.teardown(() => boundaries.stop())
  return { boundaries, noticed: () => next.promise }
}

const minuteMs = 60_000

/** Lets minutes pass one by one, as the timer sleeps no longer. */
async function pass(flows: TestFlows, boundaries: Boundaries, minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed++) {
    flows.clock.advance(minuteMs)
    await boundaries.settled()
  }
}

await t.test('each boundary is applied at its instant, right through changes of the clocks', async (t) => {
  const flows = await testFlows(t)
  const depot = await scheduledDepot(flows)
  await depot.rules({ windows: [{ ...nights, startLocal: '00:45', endLocal: '01:30' }] })
  flows.clock.setNow('2027-03-28T00:40:00Z')
  const { boundaries, noticed } = watch(t, flows)
  await boundaries.start()
  t.equal(depot.mode().expectedMode, 'freevend')
  const told = noticed()
  await pass(flows, boundaries, 5)
  t.strictSame(await told, ['CP1'])
  t.match(depot.mode(), { expectedMode: 'managed_access', expectedSince: '2027-03-28T00:45:00.000Z' })
  await pass(flows, boundaries, 45)
  t.match(
    depot.mode(),
    { expectedMode: 'freevend', expectedSince: '2027-03-28T01:30:00.000Z' },
    '02:30, for 01:30 is skipped',
  )
  flows.clock.setNow('2027-10-31T00:40:00Z')
  await boundaries.wake()
  t.match(depot.mode(), { expectedMode: 'freevend' }, 'the repeated hour ends at its first 01:30')
})

await t.test('after a power cut at a boundary the schedule is made up for', async (t) => {
  const flows = await testFlows(t)
  const depot = await scheduledDepot(flows)
  flows.clock.setNow('2026-11-20T17:59:59Z')
  const before = watch(t, flows)
  await before.boundaries.start()
  await before.boundaries.stop()
  flows.clock.setNow('2026-11-20T18:00:03Z')
  t.equal(depot.mode().expectedMode, 'freevend')
  const after = watch(t, flows)
  await after.boundaries.start()
  t.match(depot.mode(), {
    expectedMode: 'managed_access',
    expectedSince: '2026-11-20T18:00:00.000Z',
    missed: 0,
  })
})

await t.test('nothing is left waiting once it is stopped', async (t) => {
  const flows = await testFlows(t)
  await scheduledDepot(flows)
  const { boundaries } = watch(t, flows)
  await boundaries.start()
  t.equal(flows.clock.waiting, 1)
  await boundaries.stop()
  t.equal(flows.clock.waiting, 0)
  await boundaries.wake()
  t.equal(flows.clock.waiting, 0)
})

await t.test('an override that ends between two looks is seen to end on time', async (t) => {
  const flows = await testFlows(t)
  const depot = await scheduledDepot(flows)
  const { boundaries, noticed } = watch(t, flows)
  await boundaries.start()
  const now = flows.clock.now()
  const override = {
    chargerIds: ['CP1'],
    mode: 'managed_access',
    reason: 'strike',
    acknowledgePartial: false,
  } as const
  await setOverride(flows, gatewayOrigin, { ...override, until: now.add({ seconds: 90 }) })
  const restricted = noticed()
  await boundaries.wake()
  t.strictSame(await restricted, ['CP1'])
  t.match(depot.mode(), { expectedMode: 'managed_access' })
  await pass(flows, boundaries, 2)
  t.match(depot.mode(), { expectedMode: 'freevend', expectedSince: '2026-11-20T10:01:30.000Z' })
})

async function start(flows: TestFlows, idTag: string | null, connectorId = 1): Promise<number> {
  const charger = flows.charger('CP1')
  const { transactionId } = await startSession(flows, {
    question: {
      charger,
      protocol: 'ocpp1.6',
      message: 'StartTransaction',
      identifier: presentIdentifier(flows, charger.profile, idTag, 'rfid'),
      origin: { actor: 'charger:CP1', requestId: null },
    },
    connectorId,
    meterStartWh: 0,
    time: flows.time(flows.clock.now().toString()),
    reportedStart: flows.clock.now().toString(),
    receivedAt: flows.clock.now(),
    connectedAt: flows.clock.now(),
  })
  return transactionId
}

await t.test(
  'a session that is not to run on is stopped after the grace, and asked again while it runs',
  async (t) => {
    const flows = await testFlows(t)
    const depot = await scheduledDepot(flows)
    await depot.rules({ onBoundary: 'stop', boundaryGraceMin: 2 })
    const link = onlineLink(flows)
    const { boundaries } = watch(t, flows, link)
    await boundaries.start()
    const id = await start(flows, null)
    flows.clock.setNow('2026-11-20T18:00:00Z')
    await boundaries.wake()
    t.strictSame(link.sent, [])
    flows.clock.advance(minuteMs)
    await boundaries.settled()
    t.strictSame(link.sent, [])
    flows.clock.advance(minuteMs)
    await boundaries.settled()
    t.strictSame(findSession(flows.store, id)?.flags, ['boundary'])
    const stop = { chargerId: 'CP1', action: 'RemoteStopTransaction', payload: { transactionId: id } }
    t.strictSame(link.sent, [stop])
    await boundaries.wake()
    t.equal(link.sent.length, 1, 'not more often than once a minute')
    flows.clock.advance(minuteMs)
    await boundaries.settled()
    t.strictSame(link.sent, [stop, stop])
  },
)

await t.test('a charger that is away is told when it is back', async (t) => {
  const flows = await testFlows(t)
  const depot = await scheduledDepot(flows)
  await depot.rules({ onBoundary: 'stop', boundaryGraceMin: 0 })
  const online = onlineLink(flows)
  let isBack = false
  const link = { ...online, presence: (id: string) => (isBack ? online : offlineLink).presence(id) }
  const { boundaries } = watch(t, flows, link)
  await boundaries.start()
  await start(flows, null)
  flows.clock.setNow('2026-11-20T18:00:00Z')
  await boundaries.wake()
  t.strictSame(online.sent, [])
  isBack = true
  await pass(flows, boundaries, 1)
  t.equal(online.sent.length, 1)
})
