import { boundaryMeasure } from '../domain/boundary-rule.ts'
import { union, type SessionRecord } from '../domain/session-record.ts'
import { fromUtcText, toUtcText } from '../domain/utc-text.ts'
import { findDecisionRow } from '../store/decision-list.ts'
import type { ChargerFacts } from '../store/facts.ts'
import { listSessionsAtBoundary, type OpenSessionAtBoundary } from '../store/sessions-at-boundary.ts'
import type { Tx } from '../store/store.ts'
import { gatewayOrigin, type FlowContext } from './context.ts'
import { judge } from './judge.ts'
import { isFreevendIdTag, type PresentedIdentifier } from './present-identifier.ts'
import { standingOn } from './reconsider-session.ts'
import { saveSession } from './save-session.ts'

/** A session that is not to run on into managed access. */
export interface BoundaryStop {
  readonly session: SessionRecord
  /** From when on it is to be stopped. */
  readonly stopAt: Temporal.Instant
}

/**
 * Does with running sessions what their chargers' policies say for when managed access begins, and lists those
 * that are to be stopped, now or later; sending that is for the caller. It goes by what is stored, so it does not
 * matter when or how often it runs. A session whose identifier is now denied is flagged as such.
 */
export async function applyBoundaryRules(
  context: FlowContext,
  now: Temporal.Instant,
): Promise<BoundaryStop[]> {
  if (listSessionsAtBoundary(context.store).length === 0) return []
  return context.commits.write((tx) =>
    listSessionsAtBoundary(tx).flatMap((open) => applyTo(tx, context, open, now) ?? []),
  )
}

function applyTo(
  tx: Tx,
  context: FlowContext,
  { session, since }: OpenSessionAtBoundary,
  now: Temporal.Instant,
): BoundaryStop | null {
  const charger = context.facts.charger(session.chargerId)
  if (!charger || session.flags.includes('denied')) return null
  const identifier = identifierOf(session)
  const { onBoundary: rule, boundaryGraceMin: graceMin } = charger.policy
  const measure = boundaryMeasure({
    rule,
    graceMin,
    since: fromUtcText(since),
    isAnonymous: identifier === null || isFreevendIdTag(context, charger, identifier),
    isJudged: isJudgedSince(tx, session, since),
  })
  switch (measure.kind) {
    case 'leave':
      return null
    case 'reauthorise':
      reauthorise(tx, context, charger, session, now)
      return null
    case 'stop': {
      const isDue = Temporal.Instant.compare(measure.at, now) <= 0
      return { session: isDue ? markStopped(tx, context, session, now) : session, stopAt: measure.at }
    }
  }
}

/** What was presented when it began; the raw value is not at hand any more. */
function identifierOf({
  identifierKey: key,
  maskedIdentifier: masked,
}: SessionRecord): PresentedIdentifier | null {
  return key === null || masked === null ? null : { type: 'rfid', key, masked, seal: null }
}

function isJudgedSince(tx: Tx, { decisionId }: SessionRecord, since: string): boolean {
  const decision = decisionId === null ? undefined : findDecisionRow(tx, decisionId)
  return decision !== undefined && decision.observed === 0 && decision.at >= since
}

function reauthorise(
  tx: Tx,
  context: FlowContext,
  charger: ChargerFacts,
  session: SessionRecord,
  now: Temporal.Instant,
): void {
  const { protocol, evseId, connectorId } = session
  const identifier = identifierOf(session)
  const judgement = judge(tx, context, {
    charger,
    protocol,
    message: 'boundary',
    evseId,
    connectorId,
    identifier,
    at: now,
    origin: gatewayOrigin,
  })
  if (judgement.verdict === 'open') return
  const judged = { ...standingOn(session, { identifier }, judgement), updatedAt: toUtcText(now) }
  saveSession(tx, context, gatewayOrigin, 'session.amended', judged)
}

/** Puts down why it is stopped, the first time that it is. */
function markStopped(
  tx: Tx,
  context: FlowContext,
  session: SessionRecord,
  now: Temporal.Instant,
): SessionRecord {
  if (session.flags.includes('boundary')) return session
  const marked = { ...session, flags: union(session.flags, ['boundary']), updatedAt: toUtcText(now) }
  saveSession(tx, context, gatewayOrigin, 'session.amended', marked)
  return marked
}
