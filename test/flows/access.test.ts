import t from 'tap'
import { modeAt } from '../../appliance/domain/access-mode.ts'
import type { ProfileFreevend } from '../../appliance/domain/profile-freevend.ts'
import { loadFirmwareProfiles } from '../../appliance/firmware-profiles.ts'
import { addChargers } from '../../appliance/flows/add-charger.ts'
import { changePolicy } from '../../appliance/flows/change-policy.ts'
import { clearOverride } from '../../appliance/flows/clear-override.ts'
import { clearPolicy } from '../../appliance/flows/clear-policy.ts'
import { setOverride, type SetOverrideInput } from '../../appliance/flows/set-override.ts'
import { Facts } from '../../appliance/store/facts.ts'
import { findOverride } from '../../appliance/store/overrides.ts'
import { chargerScope, depotScope } from '../../appliance/store/policies.ts'
import { listLedger } from '../../appliance/store/ledger.ts'
import { testFlows, type TestFlows } from '../support/flows.ts'

const ana = { actor: 'user:ana', requestId: null }
const rules = {
  defaultMode: 'freevend',
  onBoundary: 'finish',
  fallback: 'use_last_known',
  offlinePolicy: 'listed_only',
  listMaxAgeS: null,
} as const

async function depot(t: Parameters<typeof testFlows>[0]): Promise<TestFlows> {
  const flows = await testFlows(t)
  const chargers = ['CP1', 'CP2'].map((id) => ({
    id,
    label: null,
    profileId: null,
    password: { kind: 'none' } as const,
  }))
  await addChargers(flows, ana, { chargers, approve: true, noPassword: 'allow' })
  return flows
}

function modeOf(flows: TestFlows, id: string) {
  const { policy, overrides } = flows.charger(id)
  return modeAt(policy, overrides, flows.clock.now())
}

function open(flows: TestFlows, changes: Partial<SetOverrideInput> = {}): SetOverrideInput {
  const until = flows.clock.now().add({ hours: 2 })
  return {
    chargerIds: ['CP1'],
    mode: 'freevend',
    until,
    reason: 'open day',
    acknowledgePartial: false,
    ...changes,
  }
}

await t.test('a new depot is in managed access', async (t) => {
  const flows = await depot(t)
  t.match(modeOf(flows, 'CP1'), { mode: 'managed_access', because: { source: 'default', version: 0 } })
})

await t.test('an override opens chargers until its end', async (t) => {
  const flows = await depot(t)
  t.match(await setOverride(flows, ana, open(flows, { chargerIds: ['CP2', 'CP1', 'CP1'] })), {
    kind: 'set',
    id: 1,
  })
  t.match(modeOf(flows, 'CP1'), {
    mode: 'freevend',
    because: { source: 'override', id: 1 },
    nextMode: 'managed_access',
  })
  t.equal(modeOf(flows, 'CP2').mode, 'freevend')
  flows.clock.advance(2 * 3_600_000)
  t.equal(modeOf(flows, 'CP1').mode, 'managed_access')
  t.match(await clearOverride(flows, ana, 1), { kind: 'over' })
})

await t.test('a cleared override ends at once, and who did both is in the ledger', async (t) => {
  const flows = await depot(t)
  await setOverride(flows, ana, open(flows))
  t.match(await clearOverride(flows, { actor: 'user:ben', requestId: null }, 1), { kind: 'cleared' })
  t.equal(modeOf(flows, 'CP1').mode, 'managed_access')
  t.match(listLedger(flows.store, { subject: 'override:1' }, 9, null), [
    { action: 'override.cleared', actor: 'user:ben' },
    { action: 'override.set', actor: 'user:ana' },
  ])
  t.match(await clearOverride(flows, ana, 1), { kind: 'over' })
  t.match(await clearOverride(flows, ana, 9), { kind: 'not_found' })
})

await t.test('an override ends in the future, within 31 days', async (t) => {
  const flows = await depot(t)
  const now = flows.clock.now()
  t.match(await setOverride(flows, ana, open(flows, { until: now })), { kind: 'ends_in_the_past' })
  t.match(await setOverride(flows, ana, open(flows, { until: now.add({ hours: 31 * 24 + 1 }) })), {
    kind: 'too_long',
  })
  t.match(await setOverride(flows, ana, open(flows, { chargerIds: ['CP1', 'CP9'] })), {
    kind: 'unknown_chargers',
    ids: ['CP9'],
  })
})

/** The depot with chargers that the generic profile says this of. */
async function depotOf(t: Parameters<typeof testFlows>[0], freevend: Partial<ProfileFreevend>) {
  const flows = await depot(t)
  const profiles = await loadFirmwareProfiles(null)
  const generic = profiles.find(({ id }) => id === 'generic/ocpp1.6')!
  const profile = { ...generic, freevend: { ...generic.freevend, ...freevend } }
  return { ...flows, facts: new Facts(flows.store, [profile], flows.zone) }
}

await t.test('restricting a partially supported charger needs somebody to say that they know', async (t) => {
  const flows = await depotOf(t, { control: 'on_site_only' })
  const restrict = open(flows, { mode: 'managed_access' })
  t.match(await setOverride(flows, ana, restrict), {
    kind: 'acknowledgement_needed',
    chargers: [{ chargerId: 'CP1', reasons: [String] }],
  })
  t.match(await setOverride(flows, ana, { ...restrict, acknowledgePartial: true }), { kind: 'set', id: 1 })
  t.equal(findOverride(flows.store, 1)?.acknowledgedPartial, true)
  t.match(await setOverride(flows, ana, open(flows)), { kind: 'set' }, 'opening needs nothing')
  const policy = { scope: chargerScope('CP1'), rules: { ...rules, defaultMode: 'managed_access' } } as const
  const unaware = await changePolicy(flows, ana, { ...policy, acknowledgePartial: false })
  t.match(unaware, { kind: 'acknowledgement_needed' })
  t.match(await changePolicy(flows, ana, { ...policy, acknowledgePartial: true }), { kind: 'changed' })
})

await t.test('an unsupported charger cannot be restricted', async (t) => {
  const flows = await depotOf(t, { asksBeforeStart: false })
  const restrict = open(flows, { mode: 'managed_access', acknowledgePartial: true })
  t.match(await setOverride(flows, ana, restrict), { kind: 'unsupported', chargers: [{ chargerId: 'CP1' }] })
  const policy = { scope: chargerScope('CP1'), rules: { ...rules, defaultMode: 'managed_access' } } as const
  t.match(await changePolicy(flows, ana, { ...policy, acknowledgePartial: true }), { kind: 'unsupported' })
  t.match(await setOverride(flows, ana, open(flows)), { kind: 'set' })
})

await t.test('a charger has its own policy until it is cleared, and versions count on', async (t) => {
  const flows = await depot(t)
  const clear = { scope: chargerScope('CP1'), acknowledgePartial: false }
  const own = { scope: chargerScope('CP1'), rules, acknowledgePartial: false }
  t.match(await changePolicy(flows, ana, { ...own, scope: depotScope }), { kind: 'changed' })
  t.match(modeOf(flows, 'CP2'), { mode: 'freevend', because: { version: 1 } })
  await changePolicy(flows, ana, { ...own, rules: { ...rules, defaultMode: 'managed_access' } })
  t.match(modeOf(flows, 'CP1'), { mode: 'managed_access', because: { version: 2 } })
  t.match(modeOf(flows, 'CP2'), { mode: 'freevend' })
  t.match(await clearPolicy(flows, ana, clear), { kind: 'cleared' })
  t.match(modeOf(flows, 'CP1'), { mode: 'freevend', because: { version: 1 } })
  t.match(await clearPolicy(flows, ana, clear), { kind: 'not_found' })
  t.match(await changePolicy(flows, ana, { ...own, scope: chargerScope('CP9') }), { kind: 'unknown_charger' })
})
