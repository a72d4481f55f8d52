import t from 'tap'
import { addChargers } from '../../appliance/flows/add-charger.ts'
import { gatewayOrigin } from '../../appliance/flows/context.ts'
import { recordModeAttempt } from '../../appliance/flows/record-mode-attempt.ts'
import { setOverride } from '../../appliance/flows/set-override.ts'
import type { ModeAttempt } from '../../appliance/domain/mode-attempt.ts'
import { listUnconfirmed } from '../../appliance/store/charger-modes.ts'
import { listLedger } from '../../appliance/store/ledger.ts'
import { testFlows, type TestFlows } from '../support/flows.ts'
import { nights, scheduledDepot } from '../support/schedule.ts'

const hourMs = 3_600_000

function attempt(flows: TestFlows, changes: Partial<ModeAttempt> = {}) {
  return recordModeAttempt(flows, {
    chargerId: 'CP1',
    toMode: 'managed_access',
    startedAt: flows.clock.now(),
    outcome: 'confirmed',
    steps: [{ step: 'write LocalPreAuthorize=false', result: 'done', detail: null }],
    problem: null,
    observedMode: 'managed_access',
    nextAttemptAt: null,
    ...changes,
  })
}

await t.test('a boundary changes what is expected, from its very instant', async (t) => {
  const flows = await testFlows(t)
  const depot = await scheduledDepot(flows)
  t.match(await depot.apply(), {
    changed: ['CP1'],
    nextAt: '2026-11-20T18:00:00Z',
  })
  t.match(depot.mode(), {
    expectedMode: 'freevend',
    status: 'applying',
    expectedBecause: { source: 'default' },
  })
  flows.clock.setNow('2026-11-20T17:59:30Z')
  t.match(await depot.apply(), { changed: [] })
  flows.clock.setNow('2026-11-20T18:00:00.020Z')
  t.match(await depot.apply(false), { changed: ['CP1'] })
  t.match(depot.mode(), {
    expectedMode: 'managed_access',
    expectedSince: '2026-11-20T18:00:00.000Z',
    expectedBecause: { source: 'window', id: 1 },
    status: 'unconfirmed',
    observedMode: null,
  })
  t.match(await depot.apply(), { changed: [] }, 'applying it again changes nothing')
  const [entry] = listLedger(flows.store, { action: 'mode.expected' }, 1, null)
  t.match(JSON.parse(entry!.body), {
    chargerIds: ['CP1'],
    expectedMode: 'managed_access',
    status: 'unconfirmed',
  })
  t.match(flows.published.at(-1), {
    topic: 'mode',
    chargerId: 'CP1',
    item: { expectedMode: 'managed_access' },
  })
})

await t.test('a confirmed mode is observed beside the expected one, and in decisions', async (t) => {
  const flows = await testFlows(t)
  const depot = await scheduledDepot(flows)
  await depot.rules({ defaultMode: 'managed_access', windows: [] })
  await depot.apply()
  t.equal(flows.charger('CP1').observedMode, null)
  t.strictSame(listUnconfirmed(flows.store), ['CP1'])
  t.match(await attempt(flows), { kind: 'recorded', stillExpected: true })
  t.match(depot.mode(), { status: 'confirmed', observedMode: 'managed_access', attempt: 1, problem: null })
  t.equal(flows.charger('CP1').observedMode, 'managed_access')
  t.strictSame(listUnconfirmed(flows.store), [])
  t.match(depot.changes(), [
    { outcome: 'confirmed', fromMode: null, toMode: 'managed_access', cause: 'default', attempt: 1 },
  ])
})

await t.test('failed attempts are counted until one succeeds, each in the history', async (t) => {
  const flows = await testFlows(t)
  const depot = await scheduledDepot(flows)
  await depot.rules({ defaultMode: 'managed_access', windows: [] })
  await depot.apply()
  const nextAttemptAt = flows.clock.now().add({ seconds: 30 })
  await attempt(flows, {
    outcome: 'failed',
    problem: 'It did not answer.',
    observedMode: null,
    nextAttemptAt,
  })
  t.match(depot.mode(), {
    status: 'unconfirmed',
    attempt: 1,
    problem: 'It did not answer.',
    nextAttemptAt: '2026-11-20T10:00:30.000Z',
  })
  await attempt(flows, { outcome: 'rejected', problem: 'It refused a key.', observedMode: 'freevend' })
  t.match(depot.mode(), { status: 'rejected', attempt: 2, observedMode: 'freevend' })
  await attempt(flows)
  t.match(depot.mode(), { status: 'confirmed', attempt: 3, problem: null, nextAttemptAt: null })
  t.match(
    depot.changes().map(({ outcome }) => outcome),
    ['failed', 'rejected', 'confirmed'],
  )
  t.match(await attempt(flows, { chargerId: 'CP9' }), { kind: 'unknown_charger' })
})

await t.test('an attempt that a boundary overtook tells only what was observed', async (t) => {
  const flows = await testFlows(t)
  const depot = await scheduledDepot(flows)
  flows.clock.setNow('2026-11-20T18:00:00Z')
  await depot.apply()
  flows.clock.setNow('2026-11-21T06:00:00Z')
  await depot.apply()
  t.match(
    await attempt(flows, { outcome: 'failed', observedMode: 'managed_access', problem: 'It went away.' }),
    {
      stillExpected: false,
    },
  )
  t.match(depot.mode(), {
    expectedMode: 'freevend',
    status: 'applying',
    attempt: 0,
    observedMode: 'managed_access',
    problem: null,
  })
  t.equal(depot.changes().at(-1)?.outcome, 'superseded')
})

await t.test('a charger that is away over three boundaries is brought to the last one only', async (t) => {
  const flows = await testFlows(t)
  const depot = await scheduledDepot(flows)
  await depot.apply()
  await attempt(flows, { toMode: 'freevend', observedMode: 'freevend' })
  for (const boundary of ['2026-11-20T18:00:00Z', '2026-11-21T06:00:00Z', '2026-11-21T18:00:00Z']) {
    flows.clock.setNow(boundary)
    await depot.apply(false)
  }
  t.match(depot.mode(), {
    expectedMode: 'managed_access',
    status: 'unconfirmed',
    missed: 2,
    observedMode: 'freevend',
  })
  t.match(depot.changes(), [
    { outcome: 'confirmed' },
    {
      outcome: 'missed',
      toMode: 'managed_access',
      startedAt: '2026-11-20T18:00:00.000Z',
      problem: /away/,
      attempt: 0,
    },
    { outcome: 'missed', toMode: 'freevend', startedAt: '2026-11-21T06:00:00.000Z' },
  ])
  await attempt(flows)
  t.match(depot.mode(), { status: 'confirmed', missed: 0 })
})

await t.test('boundaries that passed while the gateway was off are made up for and recorded', async (t) => {
  const flows = await testFlows(t)
  const depot = await scheduledDepot(flows)
  await depot.apply()
  await attempt(flows, { toMode: 'freevend', observedMode: 'freevend' })
  flows.clock.setNow('2026-11-21T19:30:00Z')
  await depot.apply(false)
  t.match(depot.mode(), {
    expectedMode: 'managed_access',
    expectedSince: '2026-11-21T18:00:00.000Z',
    missed: 2,
  })
  t.match(depot.changes().slice(1), [
    {
      outcome: 'missed',
      toMode: 'managed_access',
      startedAt: '2026-11-20T18:00:00.000Z',
      problem: /gateway/,
    },
    { outcome: 'missed', toMode: 'freevend', startedAt: '2026-11-21T06:00:00.000Z' },
  ])
})

await t.test('a policy that is in force only now has missed nothing', async (t) => {
  const flows = await testFlows(t)
  const depot = await scheduledDepot(flows)
  await depot.apply()
  flows.clock.setNow('2026-11-22T10:00:00Z')
  await depot.rules({ windows: [{ ...nights, startLocal: '09:00', endLocal: '10:30' }] })
  await depot.apply()
  t.match(depot.mode(), {
    expectedMode: 'managed_access',
    expectedSince: '2026-11-22T10:00:00.000Z',
    missed: 0,
  })
  t.match(depot.changes(), [{ toMode: 'freevend', outcome: 'superseded' }])
})

await t.test('an override holds from when it is set until it ends', async (t) => {
  const flows = await testFlows(t)
  const depot = await scheduledDepot(flows)
  await depot.apply()
  const override = {
    chargerIds: ['CP1'],
    mode: 'managed_access',
    reason: 'strike',
    acknowledgePartial: false,
  } as const
  const until = flows.clock.now().add({ hours: 2 })
  await setOverride(flows, gatewayOrigin, { ...override, until })
  t.match(await depot.apply(), { changed: ['CP1'], nextAt: '2026-11-20T12:00:00Z' })
  t.match(depot.mode(), {
    expectedBecause: { source: 'override', id: 1 },
    expectedSince: '2026-11-20T10:00:00.000Z',
  })
  flows.clock.advance(2 * hourMs)
  await depot.apply()
  t.match(depot.mode(), { expectedMode: 'freevend', expectedSince: '2026-11-20T12:00:00.000Z' })
})

await t.test('a charger that cannot be restricted is not tried', async (t) => {
  const flows = await testFlows(t, {
    profiles: (generic) => [{ ...generic, freevend: { ...generic.freevend, asksBeforeStart: false } }],
  })
  const depot = await scheduledDepot(flows, [])
  const charger = { id: 'CP1', label: null, profileId: null, password: { kind: 'none' } } as const
  await addChargers(flows, gatewayOrigin, { chargers: [charger], approve: true, noPassword: 'allow' })
  flows.clock.setNow('2026-11-20T18:00:00Z')
  await depot.apply()
  t.match(depot.mode('CP1'), { expectedMode: 'managed_access', status: 'unsupported' })
  flows.clock.setNow('2026-11-21T06:00:00Z')
  await depot.apply()
  t.match(depot.mode('CP1'), { expectedMode: 'freevend', status: 'applying' })
  t.strictSame(depot.changes('CP1'), [], 'what cannot be done is not missed')
})

await t.test('a thousand chargers switch in one write', async (t) => {
  const flows = await testFlows(t)
  const ids = Array.from({ length: 1000 }, (_, index) => `CP${index}`)
  const depot = await scheduledDepot(flows, ids)
  await depot.apply()
  flows.clock.setNow('2026-11-20T18:00:00Z')
  const startedMs = performance.now()
  const { changed } = await depot.apply()
  t.comment(`1,000 chargers in ${Math.round(performance.now() - startedMs)} ms`)
  t.equal(changed.length, 1000)
  t.equal(depot.mode('CP999').expectedMode, 'managed_access')
  const entries = listLedger(flows.store, { action: 'mode.expected' }, 10, null)
  t.equal(entries.length, 2, 'one ledger entry for all of them, at each boundary')
})
