import t from 'tap'
import { energyBetween, isReplayed } from '../../appliance/domain/session.ts'
import { stopCause } from '../../appliance/domain/stop-reason.ts'

const at = (text: string) => Temporal.Instant.from(`2026-11-20T${text}Z`)

await t.test('energy is what the register has grown by', async (t) => {
  t.same(energyBetween(1000, 8500), { energyWh: 7500, flag: null })
  t.same(energyBetween(1000, 1000), { energyWh: 0, flag: null })
  t.same(energyBetween(0.1, 57_466.3), { energyWh: 57_466.2, flag: null }, 'to the thousandth')
})

await t.test('a register that ran backwards states no energy', async (t) => {
  t.same(energyBetween(8500, 12), { energyWh: null, flag: 'energy_suspect' })
})

await t.test('a missing reading is no fault of the meter', async (t) => {
  t.same(energyBetween(null, 12), { energyWh: null, flag: null })
  t.same(energyBetween(12, null), { energyWh: null, flag: null })
})

await t.test('a start from before the connection was replayed', async (t) => {
  t.equal(isReplayed(at('08:00:00'), at('10:00:05'), at('10:00:00')), true)
})

await t.test('a start during the connection is live however late it arrives', async (t) => {
  t.equal(isReplayed(at('10:00:01'), at('10:05:00'), at('10:00:00')), false)
})

await t.test('a charger whose clock is a little slow has live starts', async (t) => {
  t.equal(isReplayed(at('09:59:30'), at('10:00:05'), at('10:00:00')), false)
})

await t.test('stop reasons of all versions become one vocabulary, and the wire text is kept', async (t) => {
  t.same(stopCause('DeAuthorized'), { reason: 'deauthorised', wire: 'DeAuthorized' })
  t.same(stopCause(' evdisconnected '), { reason: 'ev_disconnected', wire: 'evdisconnected' })
  t.same(stopCause('SOCLimitReached'), { reason: 'soc_limit', wire: 'SOCLimitReached' })
  t.same(stopCause('BatteryOnFire'), { reason: 'other', wire: 'BatteryOnFire' })
})

await t.test('a stop without a reason was made by its user', async (t) => {
  for (const wire of [undefined, null, '']) t.same(stopCause(wire), { reason: 'local', wire: null })
})
