import type { AccessMode } from '../domain/access-mode.ts'
import type { ChargerDenial, ChargerDenyReason, Verdict } from '../domain/decision.ts'
import type { AccessClass } from '../domain/identifier.ts'
import { localText } from '../domain/local-time.ts'
import { expectedModeAt } from '../domain/rollout.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { appendToLedger } from '../ledger/append.ts'
import { insertDecision } from '../store/decisions.ts'
import type { ChargerFacts } from '../store/facts.ts'
import type { Tx } from '../store/store.ts'
import { keepUnknownAttempt } from '../store/unknown-attempts.ts'
import type { FlowContext } from './context.ts'
import type { PresentedIdentifier } from './present-identifier.ts'
import { toldOf, weigh, type AccessQuestion, type Told, type Weighed } from './weigh.ts'

/** What is recorded: our verdict, or the charger's own. */
type Recorded = Omit<Weighed, 'verdict'> & { readonly verdict: Verdict | ChargerDenial }

export interface Judgement extends Told {
  readonly mode: AccessMode
  readonly accessClass: AccessClass | null
  readonly vehicle: string | null
  /** Null where nothing was decided. */
  readonly decisionId: number | null
}

/** Answers an attempt to charge, and records the decision in the caller's transaction. */
export function judge(tx: Tx, context: FlowContext, question: AccessQuestion): Judgement {
  const startedMs = context.clock.monotonicMs()
  const weighed = weigh(tx, context, question)
  if (weighed === null) return freevend
  const { verdict } = weighed
  const decisionId = record(tx, context, question, weighed, startedMs)
  const { identifier } = question
  if (identifier && verdict.reason === 'unknown_identifier') keepUnknown(tx, context, identifier)
  if (weighed.observed) return { ...freevend, decisionId }
  return {
    ...toldOf(weighed),
    mode: 'managed_access',
    accessClass: verdict.accessClass,
    vehicle: verdict.matched.vehicle,
    decisionId,
  }
}

/**
 * Records that nobody charged although we allowed it, because the charger decided otherwise. What it rests on is
 * what our own verdict would rest on now; in freevend, or where it is only observed, nothing is recorded.
 */
export function recordChargerDenial(
  tx: Tx,
  context: FlowContext,
  question: AccessQuestion,
  reason: ChargerDenyReason,
): void {
  const startedMs = context.clock.monotonicMs()
  const weighed = weigh(tx, context, question)
  if (weighed === null || weighed.observed) return
  const verdict: ChargerDenial = { ...weighed.verdict, outcome: 'deny', reason, restriction: null }
  record(tx, context, question, { ...weighed, verdict }, startedMs)
}

/** For a session of which nobody has asked yet, or only the end was told: nothing is decided. */
export function unjudged(
  { scheduleTime }: FlowContext,
  charger: ChargerFacts,
  at: Temporal.Instant,
): Judgement {
  return { ...freevend, mode: expectedModeAt(charger, scheduleTime(at)).mode }
}

/** What was presented (it may be a vendor's constant) is matched to nobody. */
const freevend: Judgement = {
  ...toldOf(null),
  mode: 'freevend',
  accessClass: null,
  vehicle: null,
  decisionId: null,
}

function keepUnknown(tx: Tx, context: FlowContext, identifier: PresentedIdentifier): void {
  const { key, masked, type, seal } = identifier
  if (seal === null) return
  const lastSeenAt = toUtcText(context.clock.now())
  keepUnknownAttempt(tx, { key, maskedIdentifier: masked, type, lastSeenAt }, seal)
}

/** The record is one ledger entry; the decision is known by that entry's number. */
function record(
  tx: Tx,
  context: FlowContext,
  question: AccessQuestion,
  weighed: Recorded,
  startedMs: number,
): number {
  const { origin } = question
  const decidedAt = context.clock.now()
  const at = toUtcText(decidedAt)
  const body = bodyOf(context, question, weighed, decidedAt, startedMs)
  const { chargerId, evseId, connectorId, outcome, reason, accessClass } = body
  const { identifierKey, maskedIdentifier } = body
  const subject = `charger:${chargerId}`
  const { actor, requestId } = origin
  const id = appendToLedger(tx, { at, actor, action: 'decision.made', subject, requestId, body })
  const shown = { id, at, chargerId, evseId, connectorId, outcome, reason, accessClass, maskedIdentifier }
  insertDecision(tx, { ...shown, identifierKey, observed: weighed.observed ? 1 : 0 })
  tx.afterCommit(() => context.publish({ topic: 'decision', chargerId, item: shown }))
  return id
}

/** What was decided and what it rested on, in the order of keys that `canonicalJson` need not sort. */
function bodyOf(
  context: FlowContext,
  question: AccessQuestion,
  weighed: Recorded,
  decidedAt: Temporal.Instant,
  startedMs: number,
) {
  const { charger, identifier, protocol, message } = question
  const { facts, verdict, because } = weighed
  return {
    accessClass: verdict.accessClass,
    agreementId: verdict.matched.agreementId,
    askedFor: toUtcText(question.at),
    chargerId: charger.id,
    clockConfidence: facts.clock,
    connectorId: question.connectorId,
    decisionUs: Math.round((context.clock.monotonicMs() - startedMs) * 1000),
    evseId: question.evseId,
    expectedMode: expectedModeAt(charger, context.scheduleTime(question.at)).mode,
    identifierKey: identifier?.key ?? null,
    listAgeS: facts.list.ageS,
    listVersion: facts.list.version,
    localTime: localText(decidedAt, context.zone),
    maskedIdentifier: identifier?.masked ?? null,
    message,
    observed: weighed.observed,
    observedMode: charger.observedMode,
    outcome: verdict.outcome,
    policySource: { id: because.id, source: because.source, version: because.version },
    protocol,
    reason: verdict.reason,
    restriction: verdict.outcome === 'deny' ? verdict.restriction : null,
    ruleId: verdict.matched.ruleId,
    stale: verdict.stale,
    vehicle: verdict.matched.vehicle,
    zone: context.zone,
  }
}
