import t from 'tap'
import { addChargers } from '../../appliance/flows/add-charger.ts'
import { addGroup } from '../../appliance/flows/add-group.ts'
import { changeGroup } from '../../appliance/flows/change-group.ts'
import { changePolicy, type PolicyRules } from '../../appliance/flows/change-policy.ts'
import { clearPolicy } from '../../appliance/flows/clear-policy.ts'
import { removeGroup } from '../../appliance/flows/remove-group.ts'
import { findAcknowledgement } from '../../appliance/store/charger-capabilities.ts'
import { listLedger } from '../../appliance/store/ledger.ts'
import { chargerScope, depotScope, groupScope, type PolicyScope } from '../../appliance/store/policies.ts'
import type { ProfileFreevend } from '../../appliance/domain/profile-freevend.ts'
import { testFlows, type TestFlows } from '../support/flows.ts'
import { nights } from '../support/schedule.ts'

const ana = { actor: 'user:ana', requestId: null }

/** An open depot of two chargers of which the generic profile says this. */
async function depot(
  t: Parameters<typeof testFlows>[0],
  freevend: Partial<ProfileFreevend>,
): Promise<TestFlows> {
  const flows = await testFlows(t, {
    profiles: (generic) => [{ ...generic, freevend: { ...generic.freevend, ...freevend } }],
  })
  const password = { kind: 'none' } as const
  const chargers = ['CP1', 'CP2'].map((id) => ({ id, label: null, profileId: null, password }))
  await addChargers(flows, ana, { chargers, approve: true, noPassword: 'allow' })
  await change(flows, depotScope, { defaultMode: 'freevend' })
  return flows
}

function change(
  flows: TestFlows,
  scope: PolicyScope,
  rules: Partial<PolicyRules>,
  acknowledgePartial = false,
) {
  return changePolicy(flows, ana, { scope, rules, acknowledgePartial })
}

const partial = { control: 'on_site_only' } as const
const unsupported = { asksBeforeStart: false } as const
const both = [{ chargerId: 'CP1', reasons: [String] }, { chargerId: 'CP2' }]

await t.test('a window of the depot asks for what its chargers cannot do', async (t) => {
  const flows = await depot(t, unsupported)
  t.match(await change(flows, depotScope, { windows: [nights] }, true), {
    kind: 'unsupported',
    chargers: both,
  })
  t.match(await change(flows, chargerScope('CP1'), { defaultMode: 'freevend' }), { kind: 'changed' })
  t.match(await change(flows, depotScope, { windows: [nights] }), {
    kind: 'unsupported',
    chargers: [{ chargerId: 'CP2' }],
  })
  await change(flows, chargerScope('CP2'), { defaultMode: 'freevend' })
  t.match(
    await change(flows, depotScope, { windows: [nights] }),
    { kind: 'changed' },
    'none of them follows it',
  )
  const clear = { scope: chargerScope('CP1'), acknowledgePartial: true }
  t.match(await clearPolicy(flows, ana, clear), { kind: 'unsupported', chargers: [{ chargerId: 'CP1' }] })
})

await t.test(
  'what some cannot do in full is acknowledged once for a policy, and stays visible',
  async (t) => {
    const flows = await depot(t, partial)
    t.match(await change(flows, depotScope, { windows: [nights] }), {
      kind: 'acknowledgement_needed',
      chargers: both,
    })
    t.match(await change(flows, depotScope, { windows: [nights] }, true), { kind: 'changed' })
    t.match(findAcknowledgement(flows.store, 'CP1'), {
      by: 'user:ana',
      reasons: flows.charger('CP1').capability.reasons,
    })
    t.equal(listLedger(flows.store, { action: 'capability.acknowledged' }, 9, null).length, 2)
    const later = { windows: [{ ...nights, startLocal: '19:00' }] }
    t.match(await change(flows, depotScope, later), { kind: 'changed' }, 'a change of the same policy')
    t.match(
      await change(flows, chargerScope('CP1'), {}),
      { kind: 'acknowledgement_needed' },
      'another policy',
    )
  },
)

await t.test('what is not about modes can be changed whatever chargers can do', async (t) => {
  const flows = await depot(t, unsupported)
  await change(flows, chargerScope('CP1'), {})
  await change(flows, chargerScope('CP2'), {})
  await change(flows, depotScope, { defaultMode: 'managed_access' })
  const other = { id: 'CP3', label: null, profileId: null, password: { kind: 'none' } } as const
  await addChargers(flows, ana, { chargers: [other], approve: true, noPassword: 'allow' })
  t.match(await change(flows, depotScope, { fallback: 'deny_all' }), { kind: 'changed' })
  t.match(await change(flows, depotScope, { windows: [nights] }), {
    kind: 'unsupported',
    chargers: [{ chargerId: 'CP3' }],
  })
})

await t.test('joining and leaving groups asks for what chargers can do, too', async (t) => {
  const flows = await depot(t, partial)
  const add = { name: 'Buses', chargerIds: ['CP1'], acknowledgePartial: false }
  t.match(await addGroup(flows, ana, add), { kind: 'added', id: 1 })
  await change(flows, groupScope(1), { defaultMode: 'managed_access' }, true)
  const join = { id: 1, chargerIds: ['CP1', 'CP2'], acknowledgePartial: false }
  t.match(await changeGroup(flows, ana, join), {
    kind: 'acknowledgement_needed',
    chargers: [{ chargerId: 'CP2' }],
  })
  t.match(await changeGroup(flows, ana, { ...join, acknowledgePartial: true }), { kind: 'changed' })
  await change(flows, groupScope(1), { defaultMode: 'freevend' })
  await change(flows, depotScope, { defaultMode: 'managed_access' })
  t.match(await removeGroup(flows, ana, { id: 1, acknowledgePartial: false }), {
    kind: 'acknowledgement_needed',
    chargers: [{ chargerId: 'CP1' }, { chargerId: 'CP2' }],
  })
  t.equal(flows.charger('CP1').groupId, 1, 'nothing was changed')
  const leave = await addGroup(flows, ana, { ...add, name: 'Vans' })
  t.match(leave, { kind: 'acknowledgement_needed', chargers: [{ chargerId: 'CP1' }] })
  t.match(await removeGroup(flows, ana, { id: 1, acknowledgePartial: true }), { kind: 'removed' })
  t.equal(flows.charger('CP1').groupId, null)
})
