import type {
  AgreementFacts,
  AllowReason,
  DecisionFacts,
  Denial,
  IdentifierFacts,
  Matched,
  RuledDenyReason,
  Verdict,
} from './decision.ts'
import { judgeTeamRules } from './team-rule.ts'

/**
 * Whether an attempt to charge under managed access is allowed, and the one reason for it. The order of the
 * checks is part of the rule: the first that applies is the reason that people are shown.
 */
export function decide(facts: DecisionFacts, now: Temporal.Instant): Verdict {
  const { identifier } = facts
  const accessClass = identifier?.accessClass ?? 'unknown'
  const stale = distrust(facts) !== null && facts.fallback === 'use_last_known'
  const denied = (reason: RuledDenyReason): Denial => ({
    outcome: 'deny',
    reason,
    accessClass,
    stale,
    restriction: null,
    matched: matchedBy(identifier, null),
  })

  const untrusted = refusedUnseen(facts)
  if (untrusted !== null) return denied(untrusted)
  if (identifier === null) return denied('unknown_identifier')
  const allowReason = allowReasonOf(identifier)
  if (allowReason === null) return denied('unknown_identifier')
  const standing = standingReason(identifier, now) ?? agreementReason(identifier, facts.agreement, now)
  if (standing !== null) return denied(standing)

  const permit = judgeTeamRules(facts.teamRules, identifier.fleet, { ...facts, at: now })
  const matched = matchedBy(identifier, permit.ruleId)
  if (!permit.permitted) {
    return { ...denied('not_permitted_here'), restriction: permit.restriction, matched }
  }
  if (limitReached(identifier, facts.openSessionsElsewhere)) return denied('concurrent_session')
  return { outcome: 'allow', reason: allowReason, accessClass, stale, matched }
}

/** What is refused whoever asks. */
function refusedUnseen(facts: DecisionFacts): RuledDenyReason | null {
  if (facts.capability === 'unsupported') return 'unsupported_charger_path'
  return facts.fallback === 'deny_all' ? distrust(facts) : null
}

/** Why the list or its validity dates cannot be relied on now. */
function distrust({ clock, list }: DecisionFacts): 'clock_unknown' | 'list_too_old' | null {
  if (clock === 'unknown') return 'clock_unknown'
  return list.maxAgeS !== null && list.ageS > list.maxAgeS ? 'list_too_old' : null
}

function allowReasonOf({ accessClass }: IdentifierFacts): AllowReason | null {
  return accessClass === 'unknown' ? null : accessClass
}

function standingReason(identifier: IdentifierFacts, now: Temporal.Instant): RuledDenyReason | null {
  if (identifier.status === 'blocked') return 'blocked_identifier'
  if (identifier.status === 'inactive') return 'inactive_identifier'
  if (!isWithin(now, identifier)) return 'expired_identifier'
  const bound = identifier.vehicle !== null || identifier.driver !== null
  return identifier.accessClass === 'own_fleet' && !bound ? 'token_unbound' : null
}

/**
 * An identifier may be of the agreement class without naming one: then its own validity is the only limit.
 * One that names an agreement which is not known here is refused, for nobody can say that it still runs.
 */
function agreementReason(
  identifier: IdentifierFacts,
  agreement: AgreementFacts | null,
  now: Temporal.Instant,
): RuledDenyReason | null {
  if (identifier.accessClass !== 'agreement' || identifier.agreementId === null) return null
  if (agreement === null || agreement.status !== 'active' || !isWithin(now, agreement)) {
    return 'agreement_expired'
  }
  const { refreshedAt, maxAgeS } = agreement
  if (maxAgeS === null) return null
  const ageMs = now.epochMilliseconds - refreshedAt.epochMilliseconds
  return ageMs > maxAgeS * 1000 ? 'agreement_stale' : null
}

function limitReached({ concurrencyLimit }: IdentifierFacts, openSessionsElsewhere: number): boolean {
  return concurrencyLimit !== null && openSessionsElsewhere >= concurrencyLimit
}

interface Validity {
  readonly validFrom: Temporal.Instant | null
  readonly validTo: Temporal.Instant | null
}

function isWithin(now: Temporal.Instant, { validFrom, validTo }: Validity): boolean {
  if (validFrom !== null && Temporal.Instant.compare(now, validFrom) < 0) return false
  return validTo === null || Temporal.Instant.compare(now, validTo) < 0
}

function matchedBy(identifier: IdentifierFacts | null, ruleId: number | null): Matched {
  return {
    vehicle: identifier?.vehicle ?? null,
    driver: identifier?.driver ?? null,
    agreementId: identifier?.agreementId ?? null,
    ruleId,
  }
}
