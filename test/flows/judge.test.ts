import t from 'tap'
import { identifierKey } from '../../appliance/domain/identifier-keys.ts'
import { open } from '../../appliance/domain/seal.ts'
import { addAgreement } from '../../appliance/flows/add-agreement.ts'
import type { AddIdentifierInput } from '../../appliance/flows/add-identifier.ts'
import { addTeamRule } from '../../appliance/flows/add-team-rule.ts'
import { changePolicy } from '../../appliance/flows/change-policy.ts'
import { gatewayOrigin } from '../../appliance/flows/context.ts'
import { findDecision } from '../../appliance/store/decisions.ts'
import { listLedger } from '../../appliance/store/ledger.ts'
import { chargerScope } from '../../appliance/store/policies.ts'
import { sql } from '../../appliance/store/sql.ts'
import { openDepot, type Depot } from '../support/depot.ts'

const raw = '04A1B2C3D4'

interface Case {
  readonly reason: string
  readonly card?: Partial<AddIdentifierInput>
  readonly before?: (depot: Depot) => Promise<unknown>
}

const hourAgo = Temporal.Instant.from('2026-11-20T09:00:00Z')
const agreement = { name: 'City', status: 'active', validFrom: null, validTo: null, maxAgeS: null } as const
const everywhere = { chargerIds: null, weekdays: null, startLocal: null, endLocal: null, label: 'all' }

const denials: Case[] = [
  { reason: 'blocked_identifier', card: { status: 'blocked' } },
  { reason: 'inactive_identifier', card: { status: 'inactive' } },
  { reason: 'expired_identifier', card: { validTo: hourAgo } },
  { reason: 'token_unbound', card: { vehicle: null } },
  { reason: 'unknown_identifier', card: { accessClass: 'unknown' } },
  {
    reason: 'agreement_expired',
    card: { accessClass: 'agreement', agreement: 'City' },
    before: (depot) => addAgreement(depot, gatewayOrigin, { ...agreement, status: 'suspended' }),
  },
  {
    reason: 'agreement_stale',
    card: { accessClass: 'agreement', agreement: 'City' },
    async before(depot) {
      await addAgreement(depot, gatewayOrigin, { ...agreement, maxAgeS: 60 })
      depot.clock.advance(61_000)
    },
  },
  {
    reason: 'not_permitted_here',
    card: { fleet: 'night buses' },
    before: (depot) =>
      addTeamRule(depot, gatewayOrigin, { ...everywhere, fleet: 'night buses', effect: 'deny' }),
  },
]

for (const { reason, card, before } of denials) {
  await t.test(`a card is denied: ${reason}`, async (t) => {
    const depot = await openDepot(t)
    await before?.(depot)
    await depot.card(raw, card)
    t.match(await depot.authorise(raw), { verdict: 'deny', reason })
    t.match(lastRecord(depot), { outcome: 'deny', reason })
  })
}

await t.test('a card of the own fleet and one under an agreement are allowed', async (t) => {
  const depot = await openDepot(t)
  await addAgreement(depot, gatewayOrigin, agreement)
  await depot.card(raw)
  await depot.card('04FFFFFFFF', { accessClass: 'agreement', agreement: 'City', vehicle: null })
  t.match(await depot.authorise(raw), { verdict: 'allow', reason: 'own_fleet', vehicle: 'BUS-12' })
  t.match(await depot.authorise('04FFFFFFFF'), { verdict: 'allow', reason: 'agreement' })
})

await t.test('a card that charges elsewhere up to its limit is denied there', async (t) => {
  const depot = await openDepot(t)
  await depot.card(raw, { concurrencyLimit: 1 })
  await depot.start({ idTag: raw })
  t.match(await depot.authorise(raw, 'CP2'), { verdict: 'deny', reason: 'concurrent_session' })
  t.match(await depot.start({ chargerId: 'CP2', idTag: raw }), { reason: 'concurrent_session' })
  t.match(await depot.start({ idTag: raw }), { verdict: 'allow' }, 'where it charges, it may again')
})

await t.test('a charger that cannot be made to ask allows nobody', async (t) => {
  const profiles = (
    generic: Parameters<NonNullable<Parameters<typeof openDepot>[1]>['profiles'] & {}>[0],
  ) => [{ ...generic, id: 'depot/deaf', freevend: { ...generic.freevend, asksBeforeStart: false } }]
  const depot = await openDepot(t, { profiles })
  await depot.card(raw)
  t.match(await depot.authorise(raw), { verdict: 'deny', reason: 'unsupported_charger_path' })
})

await t.test('with an unknown time the fallback decides, and an allowance is marked as stale', async (t) => {
  const depot = await openDepot(t, { clockConfidence: 'unknown' })
  await depot.card(raw)
  t.match(await depot.authorise(raw), { verdict: 'allow' })
  t.match(lastRecord(depot), { stale: true, clockConfidence: 'unknown' })
  await denyAllWithoutTrust(depot)
  t.match(await depot.authorise(raw), { verdict: 'deny', reason: 'clock_unknown' })
  t.match(lastRecord(depot), { stale: false, policySource: { source: 'default', id: null, version: 1 } })
})

await t.test('the record says all that the decision rested on', async (t) => {
  const depot = await openDepot(t)
  await depot.card(raw)
  await depot.start({ idTag: raw, connectorId: 2, timestamp: '2026-11-20T10:00:00Z' })
  const { decisionUs, ...record } = lastRecord(depot)
  t.type(decisionUs, 'number')
  t.strictSame(record, {
    observed: false,
    chargerId: 'CP1',
    evseId: 2,
    connectorId: 2,
    outcome: 'allow',
    reason: 'own_fleet',
    accessClass: 'own_fleet',
    identifierKey: identifierKey(depot.keys.identifier, raw),
    maskedIdentifier: '04••••••D4',
    askedFor: '2026-11-20T10:00:00.000Z',
    expectedMode: 'managed_access',
    observedMode: null,
    policySource: { source: 'default', id: null, version: 0 },
    vehicle: 'BUS-12',
    agreementId: null,
    ruleId: null,
    restriction: null,
    stale: false,
    listVersion: 1,
    listAgeS: 0,
    clockConfidence: 'synchronised',
    protocol: 'ocpp1.6',
    message: 'StartTransaction',
    localTime: '2026-11-20T10:00:00.000+00:00',
    zone: 'Europe/London',
  })
  t.match(listLedger(depot.store, { action: 'decision.made' }, 1, null), [
    { actor: 'charger:CP1', subject: 'charger:CP1', at: '2026-11-20T10:00:00.000Z' },
  ])
})

await t.test('an override is named as the source of the mode', async (t) => {
  const depot = await openDepot(t)
  await depot.openToAll()
  t.match(await depot.authorise(raw), { verdict: 'open', mode: 'freevend', decisionId: null })
  depot.clock.advance(24 * 3_600_000)
  t.match(await depot.authorise(raw), { verdict: 'deny' }, 'its end is excluded')
})

await t.test('in freevend no decision is recorded and nobody is matched; the session is', async (t) => {
  const depot = await openDepot(t)
  await depot.card(raw)
  await depot.openToAll()
  t.match(await depot.authorise('VENDOR-CONSTANT'), { verdict: 'open', reason: null })
  const { transactionId } = await depot.start({ idTag: raw })
  t.match(depot.session(transactionId), {
    accessMode: 'freevend',
    decisionId: null,
    accessClass: null,
    vehicle: null,
    flags: [],
  })
  t.equal(listLedger(depot.store, { action: 'decision.made' }, 1, null).length, 0)
  t.strictSame(depot.store.all(sql.selectFrom('unknownAttempt').selectAll()), [])
})

await t.test('a decision is on disk before anybody is answered', async (t) => {
  const depot = await openDepot(t)
  await depot.card(raw)
  let answered = false
  const asked = depot.authorise(raw).finally(() => (answered = true))
  t.equal(depot.store.database.inTransaction, false)
  t.equal(answered, false)
  const { decisionId } = await asked
  t.match(findDecision(depot.store, decisionId!), { outcome: 'allow' })
  t.equal(depot.store.database.inTransaction, false, 'and not in a transaction that may still fail')
  depot.store.database.exec('CREATE TRIGGER full BEFORE INSERT ON decision BEGIN SELECT RAISE(FAIL, 1); END')
  await t.rejects(depot.authorise(raw), 'what cannot be stored is not answered')
})

await t.test('an unknown identifier is kept sealed, once, and never in clear', async (t) => {
  const depot = await openDepot(t)
  await depot.authorise('04deadbeef')
  depot.clock.advance(1000)
  await depot.authorise('04DEADBEEF')
  const kept = depot.store.all(sql.selectFrom('unknownAttempt').selectAll())
  t.match(kept, [{ maskedIdentifier: '04••••••EF', lastSeenAt: '2026-11-20T10:00:01.000Z', type: 'rfid' }])
  t.equal(kept.length, 1)
  t.equal(open(depot.keys.seal, kept[0]!.sealed), '04DEADBEEF')
  t.notMatch(JSON.stringify(listLedger(depot.store, {}, 100, null)), /deadbeef/i)
  t.notMatch(JSON.stringify(depot.published), /deadbeef/i)
})

await t.test('what is published of a decision can be shown to everybody', async (t) => {
  const depot = await openDepot(t)
  const { decisionId } = await depot.authorise('04DEADBEEF')
  const event = depot.published.find(({ topic }) => topic === 'decision')
  t.match(event, { chargerId: 'CP1', item: { id: decisionId, outcome: 'deny' } })
  t.notOk('identifierKey' in event!.item)
})

await t.test('a repeated start hears again why, and where or when it is not permitted', async (t) => {
  const depot = await openDepot(t)
  await depot.card(raw, { fleet: 'night buses' })
  const hours = { startLocal: '20:00', endLocal: '06:00', label: 'at night' }
  await addTeamRule(depot, gatewayOrigin, {
    ...everywhere,
    ...hours,
    fleet: 'night buses',
    effect: 'allow',
  })
  const first = await depot.start({ idTag: raw, timestamp: '2026-11-20T10:00:00Z' })
  t.match(first, { verdict: 'deny', reason: 'not_permitted_here', restriction: 'time' })
  t.strictSame(await depot.start({ idTag: raw, timestamp: '2026-11-20T10:00:00Z' }), first)
})

function lastRecord(depot: Depot): Record<string, unknown> {
  const [entry] = listLedger(depot.store, { action: 'decision.made' }, 1, null)
  return JSON.parse(entry!.body) as Record<string, unknown>
}

async function denyAllWithoutTrust(depot: Depot): Promise<void> {
  await changePolicy(depot, gatewayOrigin, {
    scope: chargerScope('CP1'),
    acknowledgePartial: false,
    rules: {
      defaultMode: 'managed_access',
      onBoundary: 'finish',
      fallback: 'deny_all',
      offlinePolicy: 'listed_only',
      listMaxAgeS: null,
    },
  })
}
