import t from 'tap'
import type { AccessMode } from '../../appliance/domain/access-mode.ts'
import { expectedModeAt } from '../../appliance/domain/rollout.ts'
import { clearOverride } from '../../appliance/flows/clear-override.ts'
import { gatewayOrigin } from '../../appliance/flows/context.ts'
import { setOverride } from '../../appliance/flows/set-override.ts'
import { openDepot, type Depot } from '../support/depot.ts'

function override(depot: Depot, mode: AccessMode, minutes: number) {
  const until = depot.clock.now().add({ minutes })
  const input = { chargerIds: ['CP1'], mode, until, reason: 'test', acknowledgePartial: true }
  return setOverride(depot, gatewayOrigin, input)
}

await t.test('an override holds beneath any number of newer ones that have ended', async (t) => {
  const depot = await openDepot(t)
  await override(depot, 'freevend', 30 * 24 * 60)
  for (let each = 0; each < 120; each++) await override(depot, 'managed_access', 3)
  depot.clock.advance(10 * 60_000)
  const { mode, because } = expectedModeAt(depot.charger('CP1'), depot.clock.now())
  t.match({ mode, because }, { mode: 'freevend', because: { source: 'override', id: 1 } })
})

await t.test('overrides that ended long ago are forgotten', async (t) => {
  const depot = await openDepot(t)
  await override(depot, 'freevend', 3)
  depot.clock.advance(8 * 24 * 3_600_000)
  await override(depot, 'freevend', 3)
  t.match(depot.charger('CP1').overrides, [{ id: 2 }])
})

await t.test('a start reported late is judged by the override that was cleared since', async (t) => {
  const depot = await openDepot(t)
  await depot.openToAll()
  const startedAt = depot.clock.now().add({ minutes: 10 })
  depot.clock.advance(20 * 60_000)
  await clearOverride(depot, gatewayOrigin, 1)
  depot.clock.advance(10 * 60_000)
  const connectedAt = depot.clock.now().toString()
  const late = await depot.start({ idTag: 'STRANGER', timestamp: startedAt.toString(), connectedAt })
  t.match(late, { verdict: 'open', mustStop: false })
  t.match(depot.session(late.transactionId), { accessMode: 'freevend' })
  const now = await depot.start({ idTag: 'STRANGER', connectorId: 2 })
  t.match(now, { verdict: 'deny' }, 'and one of now by what holds now')
})
