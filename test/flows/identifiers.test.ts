import t from 'tap'
import { addAgreement } from '../../appliance/flows/add-agreement.ts'
import { addChargers } from '../../appliance/flows/add-charger.ts'
import { addIdentifier, type AddIdentifierInput } from '../../appliance/flows/add-identifier.ts'
import { authorise } from '../../appliance/flows/authorise.ts'
import { changeAgreement } from '../../appliance/flows/change-agreement.ts'
import { changeIdentifier } from '../../appliance/flows/change-identifier.ts'
import { enrolFromDecision } from '../../appliance/flows/enrol-from-decision.ts'
import { presentIdentifier } from '../../appliance/flows/present-identifier.ts'
import { removeAgreement } from '../../appliance/flows/remove-agreement.ts'
import { removeIdentifier } from '../../appliance/flows/remove-identifier.ts'
import { revealIdentifier } from '../../appliance/flows/reveal-identifier.ts'
import { addTeamRule } from '../../appliance/flows/add-team-rule.ts'
import { changeTeamRule } from '../../appliance/flows/change-team-rule.ts'
import { removeTeamRule } from '../../appliance/flows/remove-team-rule.ts'
import { listLedger } from '../../appliance/store/ledger.ts'
import { showIdentifier } from '../../appliance/store/identifier-list.ts'
import { testFlows, type TestFlows } from '../support/flows.ts'

const ana = { actor: 'user:ana', requestId: null }

const bus: AddIdentifierInput = {
  rawIdentifier: 'TAG-MARKER-001',
  type: 'rfid',
  accessClass: 'own_fleet',
  status: 'active',
  vehicle: 'BUS-12',
  driver: null,
  fleet: null,
  agreement: null,
  validFrom: null,
  validTo: null,
  concurrencyLimit: null,
}

async function depot(t: Parameters<typeof testFlows>[0]): Promise<TestFlows> {
  const flows = await testFlows(t)
  const charger = { id: 'CP1', label: null, profileId: null, password: { kind: 'none' } as const }
  await addChargers(flows, ana, { chargers: [charger], approve: true, noPassword: 'allow' })
  return flows
}

async function added(flows: TestFlows, input: AddIdentifierInput): Promise<number> {
  const outcome = await addIdentifier(flows, ana, input)
  if (outcome.kind !== 'added') throw new Error(outcome.kind)
  return outcome.id
}

/** Presents an identifier at CP1, as a charger does. */
function present(flows: TestFlows, raw: string) {
  const charger = flows.charger('CP1')
  return authorise(flows, {
    charger,
    protocol: 'ocpp1.6',
    message: 'Authorize',
    evseId: null,
    connectorId: null,
    identifier: presentIdentifier(flows, charger.profile, raw, 'rfid'),
    at: flows.clock.now(),
    origin: { actor: 'charger:CP1', requestId: null },
  })
}

await t.test('an added identifier may charge at once, however it is spelt', async (t) => {
  const flows = await depot(t)
  t.match(await present(flows, 'tag-marker-001'), { verdict: 'deny', reason: 'unknown_identifier' })
  const version = flows.facts.listVersion
  t.match(await addIdentifier(flows, ana, bus), { kind: 'added', id: 1, notes: [] })
  t.equal(flows.facts.listVersion, version + 1)
  t.match(await present(flows, ' tag-marker-001 '), { verdict: 'allow', vehicle: 'BUS-12' })
  t.match(await addIdentifier(flows, ana, { ...bus, rawIdentifier: 'tag-marker-001' }), {
    kind: 'exists',
    id: 1,
  })
})

await t.test('a fleet card without vehicle or driver is added with a note and refused', async (t) => {
  const flows = await depot(t)
  t.match(await addIdentifier(flows, ana, { ...bus, vehicle: null }), {
    kind: 'added',
    notes: [/token_unbound/],
  })
  t.match(await present(flows, bus.rawIdentifier), { verdict: 'deny', reason: 'token_unbound' })
  t.match(await changeIdentifier(flows, ana, { id: 1, change: { driver: 'Ben' } }), {
    kind: 'changed',
    notes: [],
  })
  t.match(await present(flows, bus.rawIdentifier), { verdict: 'allow' })
})

await t.test('what no charger of the depot can send is not added', async (t) => {
  const flows = await depot(t)
  t.strictSame(await addIdentifier(flows, ana, { ...bus, rawIdentifier: 'X'.repeat(21) }), {
    kind: 'too_long',
    limit: 20,
  })
  t.strictSame(await addIdentifier(flows, ana, { ...bus, rawIdentifier: ' \0 ' }), { kind: 'blank' })
})

await t.test('a blocked identifier is refused, and what else is known of it stays', async (t) => {
  const flows = await depot(t)
  const id = await added(flows, bus)
  await changeIdentifier(flows, ana, { id, change: { status: 'blocked' } })
  t.match(await present(flows, bus.rawIdentifier), { verdict: 'deny', reason: 'blocked_identifier' })
  t.match(showIdentifier(flows.store, id), { vehicle: 'BUS-12', status: 'blocked' })
  t.match(await changeIdentifier(flows, ana, { id: 99, change: {} }), { kind: 'not_found' })
})

await t.test('a validity that ends before it begins is refused', async (t) => {
  const flows = await depot(t)
  const [validTo, validFrom] = ['2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z'].map((text) =>
    Temporal.Instant.from(text),
  )
  t.match(await addIdentifier(flows, ana, { ...bus, validFrom: validFrom!, validTo: validTo! }), {
    kind: 'validity_reversed',
  })
})

await t.test('a removed identifier is a stranger', async (t) => {
  const flows = await depot(t)
  const id = await added(flows, bus)
  t.match(await removeIdentifier(flows, ana, id), { kind: 'removed' })
  t.match(await present(flows, bus.rawIdentifier), { reason: 'unknown_identifier' })
  t.match(await removeIdentifier(flows, ana, id), { kind: 'not_found' })
})

await t.test('revealing is recorded with its reason before the value is handed out', async (t) => {
  const flows = await depot(t)
  const id = await added(flows, bus)
  t.strictSame(await revealIdentifier(flows, ana, { id, reason: 'lost card' }), {
    kind: 'revealed',
    identifier: 'TAG-MARKER-001',
  })
  const [entry] = listLedger(flows.store, { action: 'identifier.revealed' }, 1, null)
  t.match(JSON.parse(entry!.body), { id, reason: 'lost card', maskedIdentifier: 'TA••••••••••01' })
})

await t.test('a stranger who was refused is enrolled from the decision, unseen', async (t) => {
  const flows = await depot(t)
  const { decisionId } = await present(flows, bus.rawIdentifier)
  const { rawIdentifier: _, type: __, status: ___, ...details } = bus
  const enrol = { ...details, decisionId: decisionId! }
  t.match(await enrolFromDecision(flows, ana, enrol), { kind: 'enrolled', id: 1, notes: [] })
  t.match(await present(flows, bus.rawIdentifier), { verdict: 'allow', vehicle: 'BUS-12' })
  t.match(await enrolFromDecision(flows, ana, enrol), { kind: 'exists', id: 1 })
  await removeIdentifier(flows, ana, 1)
  t.match(await enrolFromDecision(flows, ana, enrol), { kind: 'forgotten' })
  const allowed = await present(flows, 'SOMEBODY-ELSE')
  t.match(await enrolFromDecision(flows, ana, { ...enrol, decisionId: 999 }), { kind: 'not_found' })
  await added(flows, { ...bus, rawIdentifier: 'SOMEBODY-ELSE' })
  const known = await present(flows, 'SOMEBODY-ELSE')
  t.equal(allowed.reason, 'unknown_identifier')
  t.match(await enrolFromDecision(flows, ana, { ...enrol, decisionId: known.decisionId! }), {
    kind: 'not_unknown',
  })
})

await t.test('an agreement covers identifiers until it ends', async (t) => {
  const flows = await depot(t)
  const agreement = {
    name: 'Northline',
    status: 'active',
    validFrom: null,
    validTo: null,
    maxAgeS: 3600,
  } as const
  t.match(await addIdentifier(flows, ana, { ...bus, agreement: 'Northline' }), { kind: 'no_such_agreement' })
  t.match(await addAgreement(flows, ana, agreement), { kind: 'added', id: 1 })
  t.match(await addAgreement(flows, ana, agreement), { kind: 'name_taken' })
  await added(flows, { ...bus, accessClass: 'agreement', agreement: 'Northline' })
  t.match(await present(flows, bus.rawIdentifier), { verdict: 'allow', reason: 'agreement' })
  flows.clock.advance(2 * 3_600_000)
  t.match(await present(flows, bus.rawIdentifier), { reason: 'agreement_stale' })
  await changeAgreement(flows, ana, { id: 1, change: {} })
  t.match(await present(flows, bus.rawIdentifier), { verdict: 'allow' }, 'confirmed again')
  await changeAgreement(flows, ana, { id: 1, change: { status: 'ended' } })
  t.match(await present(flows, bus.rawIdentifier), { reason: 'agreement_expired' })
  t.match(await removeAgreement(flows, ana, 1), { kind: 'in_use', identifiers: 1 })
  await removeIdentifier(flows, ana, 1)
  t.match(await removeAgreement(flows, ana, 1), { kind: 'removed' })
  t.match(await changeAgreement(flows, ana, { id: 1, change: {} }), { kind: 'not_found' })
})

await t.test('team rules say where a fleet may charge', async (t) => {
  const flows = await depot(t)
  await added(flows, { ...bus, fleet: 'north' })
  const rule = {
    fleet: 'north',
    effect: 'deny',
    chargerIds: ['CP1'],
    weekdays: null,
    startLocal: null,
    endLocal: null,
    label: 'not here',
  } as const
  t.match(await addTeamRule(flows, ana, { ...rule, startLocal: '08:00' }), { kind: 'hours_incomplete' })
  t.match(await addTeamRule(flows, ana, rule), { kind: 'added', id: 1 })
  t.match(await present(flows, bus.rawIdentifier), { reason: 'not_permitted_here', restriction: 'place' })
  t.match(await changeTeamRule(flows, ana, { id: 1, change: { chargerIds: ['CP2'] } }), { kind: 'changed' })
  t.match(await present(flows, bus.rawIdentifier), { verdict: 'allow' })
  t.match(await removeTeamRule(flows, ana, 1), { kind: 'removed' })
  t.match(await removeTeamRule(flows, ana, 1), { kind: 'not_found' })
})
