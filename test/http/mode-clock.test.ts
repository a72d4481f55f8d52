import t from 'tap'
import { bootCharger } from '../support/charger.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { startGateway } from '../support/gateway.ts'

const nightOpen = {
  defaultMode: 'managed_access',
  fallback: 'deny_all',
  acknowledgePartial: true,
  windows: [{ mode: 'freevend', rrule: 'FREQ=DAILY', startLocal: '00:00', endLocal: '06:00' }],
}

await t.test('while the clock is unknown the mode told is the one that is enforced', async (t) => {
  const clock = new FakeClock()
  const before = await startGateway(t, { clock })
  await before.api('PUT', '/api/policy', nightOpen)
  await bootCharger(t, before, { identity: 'CP1' })
  clock.setNow('1970-01-01T00:03:00Z')
  const gateway = await before.restart()
  const charger = await bootCharger(t, gateway, { identity: 'CP1' })
  t.equal(gateway.flow.clockConfidence(), 'unknown')
  t.match(await charger.call('Authorize', { idTag: 'STRANGER' }), { idTagInfo: { status: 'Invalid' } })
  const managed = { nextChangeAt: null, nextMode: null }
  t.match(await gateway.api('GET', '/api/mode'), { items: [{ ...managed, expectedMode: 'managed_access' }] })
  t.match(await gateway.api('GET', '/api/chargers/CP1/mode'), {
    ...managed,
    mode: 'managed_access',
    scheduled: { ...managed, mode: 'managed_access' },
  })
})
