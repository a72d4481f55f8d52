import { modeAt, type AccessMode } from '../domain/access-mode.ts'
import { decide } from '../domain/decide.ts'
import type { DecisionFacts, DecisionReason, Verdict } from '../domain/decision.ts'
import type { Restriction } from '../domain/team-rule.ts'
import type { AccessClass } from '../domain/identifier.ts'
import { localText } from '../domain/local-time.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { appendToLedger } from '../ledger/append.ts'
import { insertDecision } from '../store/decisions.ts'
import type { ChargerFacts, KnownIdentifier } from '../store/facts.ts'
import { countOpenSessionsElsewhere } from '../store/sessions.ts'
import type { Tx } from '../store/store.ts'
import { keepUnknownAttempt } from '../store/unknown-attempts.ts'
import type { FlowContext, Origin } from './context.ts'
import type { PresentedIdentifier } from './present-identifier.ts'

/** Somebody wants to charge. */
export interface AccessQuestion {
  readonly charger: ChargerFacts
  readonly protocol: string
  /** The OCPP message that asks. */
  readonly message: string
  readonly evseId: number | null
  readonly connectorId: number | null
  /** Null when nothing was presented. */
  readonly identifier: PresentedIdentifier | null
  /** When they want it; in the past for a start that the charger replays. */
  readonly at: Temporal.Instant
  readonly origin: Origin
}

export interface Judgement {
  readonly mode: AccessMode
  /** `open`: freevend, nothing was decided. */
  readonly verdict: 'open' | 'allow' | 'deny'
  readonly reason: DecisionReason | null
  readonly restriction: Restriction | null
  readonly accessClass: AccessClass | null
  readonly vehicle: string | null
  /** Null for `open`. */
  readonly decisionId: number | null
}

/** The one place where access is decided. Records the decision in the caller's transaction. */
export function judge(tx: Tx, context: FlowContext, question: AccessQuestion): Judgement {
  const startedMs = context.clock.monotonicMs()
  const { charger, identifier, at } = question
  const answer = modeAt(charger.policy, charger.overrides, at)
  if (answer.mode === 'freevend') return freevend
  const known = identifier ? context.facts.identifier(identifier.key) : null
  const facts = factsFor(tx, context, question, known)
  const verdict = decide(facts, at)
  const decisionId = record(tx, context, { question, facts, verdict, because: answer.because, startedMs })
  if (identifier && verdict.reason === 'unknown_identifier') keepUnknown(tx, context, identifier)
  return {
    mode: answer.mode,
    verdict: verdict.outcome,
    reason: verdict.reason,
    restriction: verdict.outcome === 'deny' ? verdict.restriction : null,
    accessClass: verdict.accessClass,
    vehicle: verdict.matched.vehicle,
    decisionId,
  }
}

/** For a session of which only the end was told: nobody asked, so nothing was decided. */
export function unjudged(charger: ChargerFacts, at: Temporal.Instant): Judgement {
  return { ...freevend, mode: modeAt(charger.policy, charger.overrides, at).mode }
}

/** Nothing is decided, and what was presented (it may be a vendor's constant) is matched to nobody. */
const freevend: Judgement = {
  mode: 'freevend',
  verdict: 'open',
  reason: null,
  restriction: null,
  accessClass: null,
  vehicle: null,
  decisionId: null,
}

function keepUnknown(tx: Tx, context: FlowContext, identifier: PresentedIdentifier): void {
  const { key, masked, type, seal } = identifier
  const lastSeenAt = toUtcText(context.clock.now())
  keepUnknownAttempt(tx, { key, maskedIdentifier: masked, type, lastSeenAt }, seal)
}

function factsFor(
  tx: Tx,
  context: FlowContext,
  { charger, evseId, identifier }: AccessQuestion,
  known: KnownIdentifier | null,
): DecisionFacts {
  const limited = identifier !== null && known !== null && known.concurrencyLimit !== null
  return {
    chargerId: charger.id,
    zone: context.zone,
    capability: charger.capability.state,
    clock: context.clockConfidence(),
    list: { version: context.facts.listVersion, ageS: 0, maxAgeS: charger.policy.listMaxAgeS },
    fallback: charger.policy.fallback,
    identifier: known,
    agreement: known?.agreement ?? null,
    teamRules: known?.teamRules ?? [],
    openSessionsElsewhere: limited ? countOpenSessionsElsewhere(tx, identifier.key, charger.id, evseId) : 0,
  }
}

interface Decided {
  readonly question: AccessQuestion
  readonly facts: DecisionFacts
  readonly verdict: Verdict
  readonly because: { source: string; id: number | null; version: number }
  readonly startedMs: number
}

/** The record is one ledger entry; the decision is known by that entry's number. */
function record(tx: Tx, context: FlowContext, decided: Decided): number {
  const { question, facts, verdict, because } = decided
  const { charger, evseId, connectorId, identifier } = question
  const decidedAt = context.clock.now()
  const at = toUtcText(decidedAt)
  const common = {
    chargerId: charger.id,
    evseId,
    connectorId,
    outcome: verdict.outcome,
    reason: verdict.reason,
    accessClass: verdict.accessClass,
    identifierKey: identifier?.key ?? null,
    maskedIdentifier: identifier?.masked ?? null,
  }
  const id = appendToLedger(tx, {
    at,
    actor: question.origin.actor,
    action: 'decision.made',
    subject: `charger:${charger.id}`,
    requestId: question.origin.requestId,
    body: {
      ...common,
      askedFor: toUtcText(question.at),
      localTime: localText(decidedAt, context.zone),
      zone: context.zone,
      expectedMode: 'managed_access',
      observedMode: null,
      policySource: { source: because.source, id: because.id, version: because.version },
      vehicle: verdict.matched.vehicle,
      agreementId: verdict.matched.agreementId,
      ruleId: verdict.matched.ruleId,
      stale: verdict.stale,
      listVersion: facts.list.version,
      listAgeS: facts.list.ageS,
      clockConfidence: facts.clock,
      protocol: question.protocol,
      message: question.message,
      decisionUs: Math.round((context.clock.monotonicMs() - decided.startedMs) * 1000),
    },
  })
  insertDecision(tx, { id, at, ...common })
  tx.afterCommit(() =>
    context.publish({
      topic: 'decision',
      chargerId: charger.id,
      item: { id, at, ...common, identifierKey: undefined },
    }),
  )
  return id
}
