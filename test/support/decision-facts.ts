import type { AgreementFacts, DecisionFacts, IdentifierFacts } from '../../appliance/domain/decision.ts'
import type { TeamRule, TeamRuleScope } from '../../appliance/domain/team-rule.ts'

/** A Friday, 11:00 in the depot. */
export const decisionTime = Temporal.Instant.from('2026-11-20T10:00:00Z')

/** A card of the own fleet against which nothing speaks. */
export const goodIdentifier: IdentifierFacts = {
  accessClass: 'own_fleet',
  status: 'active',
  validFrom: null,
  validTo: null,
  vehicle: 'BUS-12',
  driver: null,
  fleet: 'buses',
  agreementId: null,
  concurrencyLimit: null,
}

export const goodAgreement: AgreementFacts = {
  status: 'active',
  validFrom: null,
  validTo: null,
  refreshedAt: decisionTime.subtract({ hours: 1 }),
  maxAgeS: null,
}

/** Facts that allow. */
export const goodFacts: DecisionFacts = {
  chargerId: 'CP1',
  zone: 'Europe/Berlin',
  capability: 'fully_supported',
  clock: 'synchronised',
  list: { version: 7, ageS: 60, maxAgeS: 3600 },
  fallback: 'use_last_known',
  identifier: goodIdentifier,
  agreement: null,
  teamRules: [],
  openSessionsElsewhere: 0,
}

export function teamRule(
  id: number,
  effect: TeamRule['effect'],
  scope: Partial<TeamRuleScope> = {},
  fleet = 'buses',
): TeamRule {
  return { id, effect, fleet, scope: { chargerIds: null, weekdays: null, hours: null, ...scope } }
}

export function hours(from: string, until: string): TeamRuleScope['hours'] {
  return { from: Temporal.PlainTime.from(from), until: Temporal.PlainTime.from(until) }
}
