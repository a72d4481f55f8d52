import * as fc from 'fast-check'
import t from 'tap'
import { decide } from '../../appliance/domain/decide.ts'
import {
  allowReasons,
  clockConfidences,
  ruledDenyReasons,
  type AgreementFacts,
  type DecisionFacts,
  type IdentifierFacts,
} from '../../appliance/domain/decision.ts'
import { accessClasses, identifierStatuses } from '../../appliance/domain/identifier.ts'
import { fallbacks } from '../../appliance/domain/access-mode.ts'
import { capabilityStates } from '../../appliance/domain/capability.ts'
import type { TeamRule } from '../../appliance/domain/team-rule.ts'
import { decisionTime as now, hours, teamRule } from '../support/decision-facts.ts'

const instant = fc.option(fc.constantFrom(-1, 0, 1).map((seconds) => now.add({ seconds })))

const identifier: fc.Arbitrary<IdentifierFacts> = fc.record({
  accessClass: fc.constantFrom(...accessClasses),
  status: fc.constantFrom(...identifierStatuses),
  validFrom: instant,
  validTo: instant,
  vehicle: fc.option(fc.constant('BUS-12')),
  driver: fc.option(fc.constant('D-7')),
  fleet: fc.option(fc.constantFrom('buses', 'trucks')),
  agreementId: fc.option(fc.constant(4)),
  concurrencyLimit: fc.option(fc.constantFrom(1, 2)),
})

const agreement: fc.Arbitrary<AgreementFacts> = fc.record({
  status: fc.constantFrom('active', 'suspended', 'ended'),
  validFrom: instant,
  validTo: instant,
  refreshedAt: fc.constantFrom(0, 100).map((seconds) => now.subtract({ seconds })),
  maxAgeS: fc.option(fc.constant(50)),
})

const rule: fc.Arbitrary<TeamRule> = fc
  .tuple(
    fc.constantFrom('allow' as const, 'deny' as const),
    fc.option(fc.subarray(['CP1', 'CP2'])),
    fc.option(fc.subarray([1, 4, 5])),
    fc.option(fc.constantFrom(hours('10:00', '12:00'), hours('22:00', '11:30'), hours('12:00', '10:00'))),
    fc.constantFrom('buses', 'trucks'),
  )
  .map(([effect, chargerIds, weekdays, span, fleet]) =>
    teamRule(1, effect, { chargerIds, weekdays, hours: span }, fleet),
  )

const facts: fc.Arbitrary<DecisionFacts> = fc.record({
  chargerId: fc.constant('CP1'),
  zone: fc.constant('Europe/Berlin'),
  capability: fc.constantFrom(...capabilityStates),
  clock: fc.constantFrom(...clockConfidences),
  list: fc.record({
    version: fc.constant(1),
    ageS: fc.constantFrom(0, 100),
    maxAgeS: fc.option(fc.constant(50)),
  }),
  fallback: fc.constantFrom(...fallbacks),
  identifier: fc.option(identifier, { freq: 9 }),
  agreement: fc.option(agreement),
  teamRules: fc.array(rule, { maxLength: 3 }),
  openSessionsElsewhere: fc.nat(3),
})

await t.test('any facts give exactly one outcome with a reason of that outcome', async () => {
  fc.assert(
    fc.property(facts, (some) => {
      const verdict = decide(some, now)
      const reasons: readonly string[] = verdict.outcome === 'allow' ? allowReasons : ruledDenyReasons
      return reasons.includes(verdict.reason)
    }),
    { numRuns: 2000 },
  )
})

/** Each makes one check apply, whatever the other facts are, and leaves the checks before it as they were. */
const causes: [reason: string, spoil: (some: DecisionFacts) => DecisionFacts][] = [
  ['unsupported_charger_path', (some) => ({ ...some, capability: 'unsupported' })],
  ['clock_unknown', (some) => ({ ...some, clock: 'unknown', fallback: 'deny_all' })],
  ['list_too_old', (some) => ({ ...some, list: { version: 1, ageS: 9, maxAgeS: 8 }, fallback: 'deny_all' })],
  ['unknown_identifier', (some) => ({ ...some, identifier: null })],
  ['blocked_identifier', changed({ status: 'blocked' })],
  ['inactive_identifier', changed({ status: 'inactive' })],
  ['expired_identifier', changed({ validTo: now })],
  ['token_unbound', changed({ accessClass: 'own_fleet', vehicle: null, driver: null })],
  [
    'agreement_expired',
    (some) => ({ ...changed({ accessClass: 'agreement', agreementId: 4 })(some), agreement: null }),
  ],
  [
    'agreement_stale',
    (some) => ({
      ...changed({ accessClass: 'agreement', agreementId: 4 })(some),
      agreement: {
        status: 'active',
        validFrom: null,
        validTo: null,
        refreshedAt: now.subtract({ seconds: 9 }),
        maxAgeS: 8,
      },
    }),
  ],
  [
    'not_permitted_here',
    (some) => ({ ...changed({ fleet: 'buses' })(some), teamRules: [...some.teamRules, teamRule(2, 'deny')] }),
  ],
  ['concurrent_session', (some) => ({ ...changed({ concurrencyLimit: 1 })(some), openSessionsElsewhere: 1 })],
]

function changed(changes: Partial<IdentifierFacts>): (some: DecisionFacts) => DecisionFacts {
  return (some) => ({ ...some, identifier: some.identifier && { ...some.identifier, ...changes } })
}

await t.test('the causes stand in the order of the checks', async (t) => {
  t.same(
    causes.map(([reason]) => reason),
    ruledDenyReasons,
  )
})

const positions: ReadonlyMap<string, number> = new Map(
  ruledDenyReasons.map((reason, index) => [reason, index]),
)

for (const [reason, spoil] of causes) {
  await t.test(`where ${reason} applies only an earlier check can be the reason instead`, async () => {
    fc.assert(
      fc.property(facts, (some) => {
        const verdict = decide(spoil(some), now)
        return verdict.outcome === 'deny' && positionOf(verdict.reason) <= positionOf(reason)
      }),
      { numRuns: 500 },
    )
  })
}

function positionOf(reason: string): number {
  return positions.get(reason) ?? Number.NaN
}

await t.test('one more deny rule never turns a refusal into an allowance', async () => {
  fc.assert(
    fc.property(facts, rule, (some, more) => {
      const teamRules = [...some.teamRules, { ...more, effect: 'deny' as const }]
      return decide(some, now).outcome === 'allow' || decide({ ...some, teamRules }, now).outcome === 'deny'
    }),
    { numRuns: 1000 },
  )
})

await t.test('the order of rules never changes the outcome', async () => {
  fc.assert(
    fc.property(facts, (some) => {
      const turned = { ...some, teamRules: some.teamRules.toReversed() }
      return decide(some, now).outcome === decide(turned, now).outcome
    }),
  )
})
