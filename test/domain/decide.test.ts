import t from 'tap'
import { decide } from '../../appliance/domain/decide.ts'
import type { AgreementFacts, DecisionFacts, IdentifierFacts } from '../../appliance/domain/decision.ts'
import {
  decisionTime,
  goodAgreement,
  goodFacts,
  goodIdentifier,
  hours,
  teamRule,
} from '../support/decision-facts.ts'

const now = decisionTime
const earlier = now.subtract({ seconds: 1 })
const later = now.add({ seconds: 1 })
const old = { version: 7, ageS: 3601, maxAgeS: 3600 }

const withIdentifier = (changes: Partial<IdentifierFacts>): Partial<DecisionFacts> => ({
  identifier: { ...goodIdentifier, ...changes },
})
const underAgreement = (changes: Partial<AgreementFacts>): Partial<DecisionFacts> => ({
  ...withIdentifier({ accessClass: 'agreement', agreementId: 4 }),
  agreement: { ...goodAgreement, ...changes },
})

const cases: [name: string, facts: Partial<DecisionFacts>, reason: string][] = [
  ['a bound card of the own fleet is allowed', {}, 'own_fleet'],
  ['a card bound to a driver is allowed', withIdentifier({ vehicle: null, driver: 'D-7' }), 'own_fleet'],
  ['a card under a running agreement is allowed', underAgreement({}), 'agreement'],
  [
    'nobody is allowed where the charger cannot be enforced',
    { capability: 'unsupported' },
    'unsupported_charger_path',
  ],
  ['a partially supported charger decides as others do', { capability: 'partially_supported' }, 'own_fleet'],
  [
    'an unknown time refuses where the fallback is to refuse',
    { clock: 'unknown', fallback: 'deny_all' },
    'clock_unknown',
  ],
  ['an unknown time goes on with what is known otherwise', { clock: 'unknown' }, 'own_fleet'],
  ['a plausible time is good enough', { clock: 'plausible', fallback: 'deny_all' }, 'own_fleet'],
  [
    'an old list refuses where the fallback is to refuse',
    { list: old, fallback: 'deny_all' },
    'list_too_old',
  ],
  ['an old list goes on with what is known otherwise', { list: old }, 'own_fleet'],
  [
    'a list exactly at its limit is not too old',
    { list: { ...old, ageS: 3600 }, fallback: 'deny_all' },
    'own_fleet',
  ],
  [
    'a list without a limit is never too old',
    { list: { ...old, maxAgeS: null }, fallback: 'deny_all' },
    'own_fleet',
  ],
  ['what is not in the list is refused', { identifier: null }, 'unknown_identifier'],
  [
    'what is listed without a class is refused',
    withIdentifier({ accessClass: 'unknown' }),
    'unknown_identifier',
  ],
  ['a blocked card is refused', withIdentifier({ status: 'blocked' }), 'blocked_identifier'],
  ['an inactive card is refused', withIdentifier({ status: 'inactive' }), 'inactive_identifier'],
  ['a card that is not valid yet is refused', withIdentifier({ validFrom: later }), 'expired_identifier'],
  ['a card is valid from its first instant', withIdentifier({ validFrom: now }), 'own_fleet'],
  ['a card is valid no more at its end', withIdentifier({ validTo: now }), 'expired_identifier'],
  ['a card is valid until just before its end', withIdentifier({ validTo: later }), 'own_fleet'],
  ['a fleet card without vehicle or driver is refused', withIdentifier({ vehicle: null }), 'token_unbound'],
  [
    'a card under an agreement needs no vehicle',
    { ...underAgreement({}), ...withIdentifier({ accessClass: 'agreement', agreementId: 4, vehicle: null }) },
    'agreement',
  ],
  [
    'a card of the agreement class that names none is allowed',
    withIdentifier({ accessClass: 'agreement' }),
    'agreement',
  ],
  [
    'a card whose agreement is not known is refused',
    { ...underAgreement({}), agreement: null },
    'agreement_expired',
  ],
  ['a suspended agreement refuses', underAgreement({ status: 'suspended' }), 'agreement_expired'],
  ['an ended agreement refuses', underAgreement({ status: 'ended' }), 'agreement_expired'],
  ['an agreement that begins later refuses', underAgreement({ validFrom: later }), 'agreement_expired'],
  ['an agreement that has run out refuses', underAgreement({ validTo: earlier }), 'agreement_expired'],
  ['an agreement confirmed too long ago refuses', underAgreement({ maxAgeS: 3599 }), 'agreement_stale'],
  ['an agreement confirmed just in time allows', underAgreement({ maxAgeS: 3600 }), 'agreement'],
  [
    'an own card does not depend on agreements',
    { agreement: { ...goodAgreement, status: 'ended' } },
    'own_fleet',
  ],
  ['a deny rule refuses', { teamRules: [teamRule(1, 'deny')] }, 'not_permitted_here'],
  ['rules of another fleet do not matter', { teamRules: [teamRule(1, 'deny', {}, 'trucks')] }, 'own_fleet'],
  [
    'one session too many is refused',
    { ...withIdentifier({ concurrencyLimit: 1 }), openSessionsElsewhere: 1 },
    'concurrent_session',
  ],
  [
    'a session within the limit is allowed',
    { ...withIdentifier({ concurrencyLimit: 2 }), openSessionsElsewhere: 1 },
    'own_fleet',
  ],
  ['without a limit any number of sessions is allowed', { openSessionsElsewhere: 9 }, 'own_fleet'],
]

for (const [name, changes, reason] of cases) {
  await t.test(name, async (t) => {
    const verdict = decide({ ...goodFacts, ...changes }, now)
    t.equal(verdict.reason, reason)
    t.equal(verdict.outcome, reason === 'own_fleet' || reason === 'agreement' ? 'allow' : 'deny')
  })
}

await t.test('a verdict on old facts says so', async (t) => {
  t.equal(decide(goodFacts, now).stale, false)
  t.equal(decide({ ...goodFacts, list: old }, now).stale, true)
  t.equal(decide({ ...goodFacts, clock: 'unknown' }, now).stale, true)
  t.equal(decide({ ...goodFacts, clock: 'unknown', identifier: null }, now).stale, true)
  t.equal(decide({ ...goodFacts, clock: 'unknown', fallback: 'deny_all' }, now).stale, false)
})

await t.test('a verdict names what it matched', async (t) => {
  const facts = { ...goodFacts, ...underAgreement({}), teamRules: [teamRule(5, 'allow')] }
  t.match(decide(facts, now), {
    accessClass: 'agreement',
    matched: { vehicle: 'BUS-12', driver: null, agreementId: 4, ruleId: 5 },
  })
  t.match(decide({ ...goodFacts, identifier: null }, now), {
    accessClass: 'unknown',
    matched: { vehicle: null, driver: null, agreementId: null, ruleId: null },
  })
})

await t.test('a refusal by rule names the rule and whether place or time stood in the way', async (t) => {
  const refusal = (teamRules: DecisionFacts['teamRules']) => {
    const verdict = decide({ ...goodFacts, teamRules }, now)
    return verdict.outcome === 'deny' ? [verdict.matched.ruleId, verdict.restriction] : null
  }
  t.same(refusal([teamRule(1, 'allow'), teamRule(2, 'deny', { chargerIds: ['CP1'] })]), [2, 'place'])
  t.same(refusal([teamRule(2, 'deny', { weekdays: [5] })]), [2, 'time'])
  t.same(refusal([teamRule(3, 'allow', { chargerIds: ['CP2'] })]), [null, 'place'])
  t.same(refusal([teamRule(3, 'allow', { hours: hours('12:00', '18:00') })]), [null, 'time'])
  t.same(refusal([teamRule(3, 'allow', { hours: hours('11:00', '18:00') })]), null)
})
