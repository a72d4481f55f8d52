import type { Fallback } from './access-mode.ts'
import type { CapabilityState } from './capability.ts'
import type { AccessClass, IdentifierStatus } from './identifier.ts'
import type { Restriction, TeamRule } from './team-rule.ts'

export const decisionOutcomes = ['allow', 'deny'] as const
export type DecisionOutcome = (typeof decisionOutcomes)[number]

export const allowReasons = ['own_fleet', 'agreement'] as const
export type AllowReason = (typeof allowReasons)[number]

/** Reasons that our own rules arrive at, in the order in which they are checked. */
export const ruledDenyReasons = [
  'unsupported_charger_path',
  'clock_unknown',
  'list_too_old',
  'unknown_identifier',
  'blocked_identifier',
  'inactive_identifier',
  'expired_identifier',
  'token_unbound',
  'agreement_expired',
  'agreement_stale',
  'not_permitted_here',
  'concurrent_session',
] as const
export type RuledDenyReason = (typeof ruledDenyReasons)[number]

/** Recorded although the charger decided: it went its own way, or could not wait for ours. */
export const chargerDenyReasons = ['charger_local_rejection', 'authorisation_timeout'] as const
export type ChargerDenyReason = (typeof chargerDenyReasons)[number]

export const denyReasons = [...ruledDenyReasons, ...chargerDenyReasons] as const
export type DenyReason = (typeof denyReasons)[number]

export type DecisionReason = AllowReason | DenyReason

export const clockConfidences = ['synchronised', 'plausible', 'unknown'] as const
export type ClockConfidence = (typeof clockConfidences)[number]

export interface IdentifierFacts {
  readonly accessClass: AccessClass
  readonly status: IdentifierStatus
  /** Valid in `[validFrom, validTo)`; `null`: without limit. */
  readonly validFrom: Temporal.Instant | null
  readonly validTo: Temporal.Instant | null
  readonly vehicle: string | null
  readonly driver: string | null
  readonly fleet: string | null
  readonly agreementId: number | null
  /** How many sessions it may have open at once; `null`: no limit. */
  readonly concurrencyLimit: number | null
}

export interface AgreementFacts {
  readonly status: 'active' | 'suspended' | 'ended'
  /** In force in `[validFrom, validTo)`. */
  readonly validFrom: Temporal.Instant | null
  readonly validTo: Temporal.Instant | null
  /** When its owner last confirmed it, and for how long that counts; `null`: for ever. */
  readonly refreshedAt: Temporal.Instant
  readonly maxAgeS: number | null
}

/** Everything that a decision rests on, gathered before it is taken. */
export interface DecisionFacts {
  readonly chargerId: string
  /** IANA zone of the depot. */
  readonly zone: string
  readonly capability: CapabilityState
  readonly clock: ClockConfidence
  readonly list: { readonly version: number; readonly ageS: number; readonly maxAgeS: number | null }
  readonly fallback: Fallback
  /** `null`: not in the list, or nothing was presented at all. */
  readonly identifier: IdentifierFacts | null
  /** The agreement that the identifier names; `null`: it names none, or one that is not known here. */
  readonly agreement: AgreementFacts | null
  readonly teamRules: readonly TeamRule[]
  /** Open sessions of this identifier, the connector in question left out. */
  readonly openSessionsElsewhere: number
}

export interface Matched {
  readonly vehicle: string | null
  readonly driver: string | null
  readonly agreementId: number | null
  /** The team rule that allowed or denied. */
  readonly ruleId: number | null
}

interface VerdictBasis {
  readonly accessClass: AccessClass
  /** The clock or the list was not to be trusted and the charger's fallback said to go on. */
  readonly stale: boolean
  readonly matched: Matched
}

export interface Allowance extends VerdictBasis {
  readonly outcome: 'allow'
  readonly reason: AllowReason
}

export interface Denial extends VerdictBasis {
  readonly outcome: 'deny'
  readonly reason: RuledDenyReason
  /** Only with `not_permitted_here`. */
  readonly restriction: Restriction | null
}

/** What a charger made of an attempt, whatever the rules say. */
export interface ChargerDenial extends Omit<Denial, 'reason'> {
  readonly reason: ChargerDenyReason
}

export type Verdict = Allowance | Denial
