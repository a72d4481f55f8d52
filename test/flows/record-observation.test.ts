import t from 'tap'
import type { ModeObservation } from '../../appliance/domain/mode-attempt.ts'
import { recordObservation } from '../../appliance/flows/record-observation.ts'
import { listLedger } from '../../appliance/store/ledger.ts'
import { testFlows, type TestFlows } from '../support/flows.ts'
import { scheduledDepot } from '../support/schedule.ts'

function found(flows: TestFlows, changes: Partial<ModeObservation> = {}) {
  return recordObservation(flows, {
    chargerId: 'CP1',
    observedMode: 'freevend',
    occasion: 'boot',
    differences: [],
    ...changes,
  })
}

const changed = {
  observedMode: 'managed_access',
  occasion: 'periodic',
  differences: [{ setting: 'AuthorizationKey', expected: 'off', found: 'on' }],
} as const

await t.test('a charger that is found as expected is confirmed, and that is said once', async (t) => {
  const flows = await testFlows(t)
  const depot = await scheduledDepot(flows)
  await depot.apply()
  t.match(await found(flows), { kind: 'confirmed' })
  t.match(depot.mode(), {
    status: 'confirmed',
    observedMode: 'freevend',
    observedAt: '2026-11-20T10:00:00.000Z',
  })
  flows.clock.advance(3_600_000)
  await found(flows)
  t.match(depot.mode(), { observedAt: '2026-11-20T11:00:00.000Z' })
  t.equal(listLedger(flows.store, { action: 'mode.observed' }, 9, null).length, 1)
})

await t.test('one that was as expected and is not has been changed by somebody', async (t) => {
  const flows = await testFlows(t)
  const depot = await scheduledDepot(flows)
  await depot.apply()
  await found(flows)
  t.match(await found(flows, changed), { kind: 'drifted' })
  t.match(depot.mode(), { status: 'drifted', observedMode: 'managed_access', problem: /AuthorizationKey/ })
  const [entry] = listLedger(flows.store, { action: 'mode.drifted' }, 1, null)
  t.match(JSON.parse(entry!.body), { occasion: 'periodic', differences: changed.differences })
  t.match(flows.published.at(-1), { topic: 'mode', item: { modeStatus: 'drifted' } })
  t.match(await found(flows, changed), { kind: 'differs' })
  t.match(await found(flows), { kind: 'confirmed' })
})

await t.test('one that was not confirmed has not drifted', async (t) => {
  const flows = await testFlows(t)
  const depot = await scheduledDepot(flows)
  await depot.apply(false)
  t.match(await found(flows, changed), { kind: 'differs' })
  t.match(depot.mode(), { status: 'unconfirmed', observedMode: 'managed_access' })
  t.match(await found(flows, { chargerId: 'CP9' }), { kind: 'unknown_charger' })
})
