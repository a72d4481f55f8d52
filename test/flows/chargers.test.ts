import t from 'tap'
import type { ChargerLink } from '../../appliance/domain/charger-link.ts'
import { chargerPasswordMatches } from '../../appliance/domain/charger-password.ts'
import { toUtcText } from '../../appliance/domain/utc-text.ts'
import { addChargers, type AddChargersInput } from '../../appliance/flows/add-charger.ts'
import { applySchedule } from '../../appliance/flows/apply-schedule.ts'
import { approveCharger } from '../../appliance/flows/approve-charger.ts'
import { changeCharger } from '../../appliance/flows/change-charger.ts'
import type { FlowContext } from '../../appliance/flows/context.ts'
import { meetCharger } from '../../appliance/flows/meet-charger.ts'
import { refuseCharger } from '../../appliance/flows/refuse-charger.ts'
import { removeCharger } from '../../appliance/flows/remove-charger.ts'
import { putAcknowledgement } from '../../appliance/store/charger-capabilities.ts'
import { findCharger } from '../../appliance/store/chargers.ts'
import { listLedger } from '../../appliance/store/ledger.ts'
import { putLocalList } from '../../appliance/store/local-lists.ts'
import { sql } from '../../appliance/store/sql.ts'
import { testFlows } from '../support/flows.ts'

const ana = { actor: 'user:ana', requestId: 'r-1' }
const password = Buffer.from('a password of 24 letters')

/** Nobody is connected; remembers whose connection was to end. */
function linkThatRemembers(): ChargerLink & { readonly ended: string[] } {
  const ended: string[] = []
  return {
    ended,
    presence: () => null,
    call: async () => ({ ok: false, why: 'offline', detail: 'The charger is not connected.' }),
    actions: () => [],
    check: () => null,
    redact: (payload) => payload,
    disconnect: (id, reason) => ended.push(`${id}: ${reason}`),
  }
}

function input(ids: readonly string[], changes: Partial<AddChargersInput> = {}): AddChargersInput {
  const chargers = ids.map((id) => ({
    id,
    label: null,
    profileId: null,
    password: { kind: 'given', password } as const,
  }))
  return { chargers, approve: true, noPassword: 'refuse', ...changes }
}

function letsIn(flows: FlowContext, id: string, presented: Uint8Array): boolean {
  const { password: stored } = flows.facts.charger(id)!
  return stored !== null && chargerPasswordMatches(flows.keys.chargerPassword, id, presented, stored)
}

await t.test('many chargers are added at once, each with the password', async (t) => {
  const flows = await testFlows(t)
  const outcome = await addChargers(flows, ana, input(['CP1', 'CP2']))
  t.match(outcome, { kind: 'added', chargers: [{ id: 'CP1', password: null }, { id: 'CP2' }], warnings: [] })
  t.ok(letsIn(flows, 'CP2', password))
  t.equal(flows.charger('CP1').status, 'approved')
  t.match(listLedger(flows.store, { subject: 'charger:CP1' }, 9, null), [
    { action: 'charger.added', actor: 'user:ana', requestId: 'r-1' },
  ])
  t.match(flows.published, [
    { topic: 'charger', chargerId: 'CP1' },
    { topic: 'charger', chargerId: 'CP2' },
  ])
})

await t.test('one that exists keeps all others from being added', async (t) => {
  const flows = await testFlows(t)
  await addChargers(flows, ana, input(['CP2']))
  t.strictSame(await addChargers(flows, ana, input(['CP1', 'CP2'])), { kind: 'exists', ids: ['CP2'] })
  t.equal(findCharger(flows.store, 'CP1'), undefined)
  t.match(await addChargers(flows, ana, input(['CP3', 'CP3'])), { kind: 'named_twice', ids: ['CP3'] })
})

await t.test('a generated password is told once and let in', async (t) => {
  const flows = await testFlows(t)
  const [charger] = input(['CP1']).chargers
  const outcome = await addChargers(
    flows,
    ana,
    input([], { chargers: [{ ...charger!, password: { kind: 'generate' } }] }),
  )
  const told = outcome.kind === 'added' ? outcome.chargers[0]!.password! : ''
  t.match(told, /^[A-Za-z2-9]{20}$/)
  t.ok(letsIn(flows, 'CP1', Buffer.from(told)))
  t.notMatch(JSON.stringify([listLedger(flows.store, {}, 9, null), flows.published]), told)
})

await t.test('a charger without a password is approved only where the depot allows it', async (t) => {
  const flows = await testFlows(t)
  const [charger] = input(['CP1']).chargers
  const chargers = [{ ...charger!, password: { kind: 'none' } as const }]
  t.match(await addChargers(flows, ana, input([], { chargers })), { kind: 'password_needed', ids: ['CP1'] })
  t.match(await addChargers(flows, ana, input([], { chargers, noPassword: 'allow' })), { kind: 'added' })
  t.equal(flows.charger('CP1').password, null)
})

await t.test('short passwords are warned of, shorter ones refused', async (t) => {
  const flows = await testFlows(t)
  const [charger] = input(['CP1']).chargers
  const withPassword = (text: string) =>
    input([], { chargers: [{ ...charger!, password: { kind: 'given', password: Buffer.from(text) } }] })
  t.match(await addChargers(flows, ana, withPassword('seven77')), {
    kind: 'bad_password',
    id: 'CP1',
    problem: 'too_short',
  })
  t.match(await addChargers(flows, ana, withPassword('eight888')), { kind: 'added', warnings: [/16/] })
})

await t.test('a charger that waits is approved with the password it presented', async (t) => {
  const flows = await testFlows(t)
  await meetCharger(flows, { id: 'CP1', password, approve: false, remoteAddress: '192.0.2.1' }, () => false)
  t.equal(flows.charger('CP1').status, 'waiting')
  t.strictSame(await approveCharger(flows, ana, { id: 'CP1', noPassword: 'refuse' }), { kind: 'approved' })
  t.equal(flows.charger('CP1').status, 'approved')
  t.ok(letsIn(flows, 'CP1', password))
  await approveCharger(flows, ana, { id: 'CP1', noPassword: 'refuse' })
  t.equal(listLedger(flows.store, { action: 'charger.approved' }, 9, null).length, 1, 'told once')
})

await t.test(
  'a charger that waits without a password is approved only where the depot allows it',
  async (t) => {
    const flows = await testFlows(t)
    await meetCharger(
      flows,
      { id: 'CP1', password: null, approve: false, remoteAddress: '192.0.2.1' },
      () => false,
    )
    t.match(await approveCharger(flows, ana, { id: 'CP1', noPassword: 'refuse' }), {
      kind: 'password_needed',
    })
    t.match(await approveCharger(flows, ana, { id: 'CP1', noPassword: 'allow' }), { kind: 'approved' })
    t.match(await approveCharger(flows, ana, { id: 'CP9', noPassword: 'allow' }), { kind: 'not_found' })
  },
)

await t.test('adding a charger that waits already keeps what it presented', async (t) => {
  const flows = await testFlows(t)
  await meetCharger(flows, { id: 'CP1', password, approve: false, remoteAddress: '192.0.2.1' }, () => false)
  const [charger] = input(['CP1']).chargers
  const chargers = [{ ...charger!, label: 'Bay 1', password: { kind: 'none' } as const }]
  t.match(await addChargers(flows, ana, input([], { chargers, approve: false })), { kind: 'added' })
  t.match(findCharger(flows.store, 'CP1'), { label: 'Bay 1', status: 'waiting' })
  t.ok(letsIn(flows, 'CP1', password))
})

await t.test('a refused charger is cut off', async (t) => {
  const flows = await testFlows(t)
  const link = linkThatRemembers()
  await addChargers(flows, ana, input(['CP1']))
  t.match(await refuseCharger(flows, link, ana, 'CP1'), { kind: 'refused' })
  t.equal(flows.charger('CP1').status, 'refused')
  t.strictSame(link.ended, ['CP1: refused'])
  t.match(await refuseCharger(flows, link, ana, 'CP9'), { kind: 'not_found' })
})

await t.test('a removed charger is a stranger again, and its ledger stays', async (t) => {
  const flows = await testFlows(t)
  const link = linkThatRemembers()
  await addChargers(flows, ana, input(['CP1']))
  t.match(await removeCharger(flows, link, ana, 'CP1'), { kind: 'removed' })
  t.equal(flows.facts.charger('CP1'), null)
  t.strictSame(link.ended, ['CP1: removed'])
  t.equal(listLedger(flows.store, { subject: 'charger:CP1' }, 9, null).length, 2)
  t.match(await removeCharger(flows, link, ana, 'CP1'), { kind: 'not_found' })
})

await t.test('of a removed charger nothing is left that another of its name would inherit', async (t) => {
  const flows = await testFlows(t)
  await addChargers(flows, ana, input(['CP1', 'CP2']))
  const tables = ['chargerMode', 'localList', 'chargerCapability'] as const
  await applySchedule(flows, linkThatRemembers(), flows.clock.now())
  await flows.commits.write((tx) => {
    for (const chargerId of ['CP1', 'CP2']) {
      const list = { chargerId, version: 3, digest: 'd', entries: 1, sentAt: null, problem: null }
      putLocalList(tx, { ...list, status: 'in_step', foundLimit: null })
      putAcknowledgement(tx, { chargerId, reasons: [], by: 'user:ana', at: toUtcText(flows.clock.now()) })
    }
  })
  await removeCharger(flows, linkThatRemembers(), ana, 'CP1')
  for (const table of tables) {
    const rows = flows.store.all(sql.selectFrom(table).select('chargerId'))
    t.strictSame(rows, [{ chargerId: 'CP2' }], table)
  }
})

await t.test('a new password ends the connection, a new label does not', async (t) => {
  const flows = await testFlows(t)
  const link = linkThatRemembers()
  await addChargers(flows, ana, input(['CP1']))
  const change = { id: 'CP1', noPassword: 'refuse' } as const
  await changeCharger(flows, link, ana, { ...change, label: 'Bay 7' })
  t.match(findCharger(flows.store, 'CP1'), { label: 'Bay 7' })
  t.ok(letsIn(flows, 'CP1', password))
  t.strictSame(link.ended, [])
  await changeCharger(flows, link, ana, {
    ...change,
    password: { kind: 'given', password: Buffer.from('another password') },
  })
  t.notOk(letsIn(flows, 'CP1', password))
  t.equal(findCharger(flows.store, 'CP1')?.label, 'Bay 7')
  t.strictSame(link.ended, ['CP1: password changed'])
  t.match(await changeCharger(flows, link, ana, { ...change, password: { kind: 'none' } }), {
    kind: 'password_needed',
  })
})
