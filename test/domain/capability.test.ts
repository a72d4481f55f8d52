import t from 'tap'
import { capabilityOf } from '../../appliance/domain/capability.ts'
import { protocols } from '../../appliance/domain/protocol.ts'

await t.test('a charger that does not ask cannot have managed access', async (t) => {
  const { state, reasons } = capabilityOf({
    protocol: 'ocpp1.6',
    freevendSwitch: 'vendor_key',
    asksBeforeStart: false,
  })
  t.equal(state, 'unsupported')
  t.match(reasons[0], /without asking/)
})

for (const protocol of protocols) {
  await t.test(`an ${protocol} charger that asks is judged by how free charging is switched`, async (t) => {
    const stateFor = (freevendSwitch: Parameters<typeof capabilityOf>[0]['freevendSwitch']) =>
      capabilityOf({ protocol, freevendSwitch, asksBeforeStart: true }).state
    t.equal(stateFor('standard'), 'fully_supported')
    t.equal(stateFor('vendor_key'), 'fully_supported')
    t.equal(stateFor('unknown'), 'partially_supported')
    t.equal(stateFor('on_site_only'), 'partially_supported')
  })
}

await t.test('each answer has a reason for people', async (t) => {
  for (const freevendSwitch of ['standard', 'vendor_key', 'unknown', 'on_site_only'] as const) {
    t.ok(capabilityOf({ protocol: 'ocpp2.1', freevendSwitch, asksBeforeStart: true }).reasons.length > 0)
  }
})
