import { modeAt, type AccessMode } from '../domain/access-mode.ts'
import type { AccessClass } from '../domain/identifier.ts'
import { localText } from '../domain/local-time.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { appendToLedger } from '../ledger/append.ts'
import { insertDecision } from '../store/decisions.ts'
import type { ChargerFacts } from '../store/facts.ts'
import type { Tx } from '../store/store.ts'
import { keepUnknownAttempt } from '../store/unknown-attempts.ts'
import type { FlowContext } from './context.ts'
import type { PresentedIdentifier } from './present-identifier.ts'
import { toldOf, weigh, type AccessQuestion, type Told, type Weighed } from './weigh.ts'

export interface Judgement extends Told {
  readonly mode: AccessMode
  readonly accessClass: AccessClass | null
  readonly vehicle: string | null
  /** Null for `open`. */
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
  return {
    ...toldOf(weighed),
    mode: 'managed_access',
    accessClass: verdict.accessClass,
    vehicle: verdict.matched.vehicle,
    decisionId,
  }
}

/** For a session of which nobody has asked yet, or only the end was told: nothing is decided. */
export function unjudged(charger: ChargerFacts, at: Temporal.Instant): Judgement {
  return { ...freevend, mode: modeAt(charger.policy, charger.overrides, at).mode }
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
  const lastSeenAt = toUtcText(context.clock.now())
  keepUnknownAttempt(tx, { key, maskedIdentifier: masked, type, lastSeenAt }, seal)
}

/** The record is one ledger entry; the decision is known by that entry's number. */
function record(
  tx: Tx,
  context: FlowContext,
  question: AccessQuestion,
  weighed: Weighed,
  startedMs: number,
): number {
  const { charger, evseId, connectorId, identifier } = question
  const { verdict } = weighed
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
      ...basisOf(question, weighed),
      localTime: localText(decidedAt, context.zone),
      zone: context.zone,
      decisionUs: Math.round((context.clock.monotonicMs() - startedMs) * 1000),
    },
  })
  insertDecision(tx, { id, at, ...common })
  const { identifierKey: _, ...item } = common
  tx.afterCommit(() =>
    context.publish({ topic: 'decision', chargerId: charger.id, item: { id, at, ...item } }),
  )
  return id
}

/** What the decision rested on, as people are shown it later. */
function basisOf({ at, protocol, message }: AccessQuestion, weighed: Weighed) {
  const { facts, verdict, because } = weighed
  return {
    askedFor: toUtcText(at),
    expectedMode: 'managed_access',
    // Chargers are not read back yet, so no mode is known to be in force.
    observedMode: null,
    policySource: { source: because.source, id: because.id, version: because.version },
    vehicle: verdict.matched.vehicle,
    agreementId: verdict.matched.agreementId,
    ruleId: verdict.matched.ruleId,
    restriction: toldOf(weighed).restriction,
    stale: verdict.stale,
    listVersion: facts.list.version,
    listAgeS: facts.list.ageS,
    clockConfidence: facts.clock,
    protocol,
    message,
  }
}
