import t from 'tap'
import { applySchedule } from '../../../appliance/flows/apply-schedule.ts'
import { ModeReconciler } from '../../../appliance/ocpp/mode/reconciler.ts'
import { findLocalList } from '../../../appliance/store/local-lists.ts'
import { openDepot, type Depot } from '../../support/depot.ts'
import { scriptedCharger, scriptedLink } from '../../support/scripted-charger.ts'

const permissive = { AllowOfflineTxForUnknownId: 'true', LocalPreAuthorize: 'true' }

/** Moves the clock on in small steps and lets everything that this sets off happen. */
async function pass(depot: Depot, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 500) {
    depot.clock.advance(500)
    for (let turn = 0; turn < 8; turn++) await depot.commits.write(() => {})
  }
}

await t.test('a charger that refuses more than so many entries is given as many as it took', async (t) => {
  const depot = await openDepot(t)
  for (const card of ['AA-1', 'AA-2', 'AA-3']) await depot.card(card)
  const charger = scriptedCharger(depot, { ...permissive, 'SendLocalListMaxLength!': '1' })
  const link = scriptedLink(depot, charger, ({ payload }) => {
    const isMore = 'updateType' in payload && payload.updateType === 'Differential'
    return isMore && charger.localList.size === 2 ? { ok: true, payload: { status: 'Failed' } } : null
  })
  const modes = new ModeReconciler(depot, link, { random: () => 0.5 })
  t.teardown(() => modes.stop())
  modes.start()
  await applySchedule(depot, link, depot.clock.now())
  modes.noticed(['CP1'])
  await pass(depot, 10_000)
  t.match(findLocalList(depot.store, 'CP1'), { status: 'failed', foundLimit: 2 })
  await pass(depot, 60_000)
  t.equal(charger.localList.size, 2)
  const problem = "1 who may charge here find no room in the charger's list."
  t.match(findLocalList(depot.store, 'CP1'), { status: 'in_step', entries: 2, problem })
})
