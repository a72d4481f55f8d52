import { asTold, type SessionRecord } from '../domain/session-record.ts'
import { applyFact, emptyFold, type TransactionFact, type TransactionFold } from '../domain/transaction.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { saveFold } from '../store/session-folds.ts'
import { listOpenAt } from '../store/sessions.ts'
import type { Tx } from '../store/store.ts'
import type { FlowContext, Origin } from './context.ts'
import type { Judgement } from './judge.ts'
import type { PresentedIdentifier } from './present-identifier.ts'
import { presumeEnded } from './presume-ended.ts'
import { saveSession } from './save-session.ts'

/** The first that is heard of a session, whatever message brings it. */
export interface SessionBeginning {
  readonly id: number
  readonly chargerId: string
  readonly protocol: string
  readonly transactionId: string
  readonly evseId: number
  readonly connectorId: number
  readonly identifier: PresentedIdentifier | null
  readonly judgement: Judgement
  readonly fact: TransactionFact
  /** OCPP 2.x: the number of the event, where its token was judged. */
  readonly standsOn: number | null
  readonly reportedStart: string | null
  readonly receivedAt: Temporal.Instant
}

/** Stores a session of which nothing was known, and closes what it takes the place of. */
export function beginSession(
  tx: Tx,
  context: FlowContext,
  origin: Origin,
  beginning: SessionBeginning,
): SessionRecord {
  const fold = { ...applyFact(emptyFold, beginning.fact), standsOn: beginning.standsOn }
  const session = recordOf(beginning, fold)
  supersedeOpenSessions(tx, context, session)
  saveSession(tx, context, origin, 'session.started', session)
  saveFold(tx, session.id, fold)
  return session
}

/** The session as its beginning and all that was told of it make it. */
export function recordOf(beginning: SessionBeginning, fold: TransactionFold): SessionRecord {
  const { judgement, identifier, fact, standsOn: _, receivedAt, ...place } = beginning
  const now = toUtcText(receivedAt)
  const record: SessionRecord = {
    ...place,
    state: 'started',
    startedAt: fact.at,
    endedAt: null,
    receivedAt: now,
    meterStartWh: null,
    meterStopWh: null,
    energyWh: null,
    stopReason: null,
    identifierKey: identifier?.key ?? null,
    maskedIdentifier: identifier?.masked ?? null,
    accessClass: judgement.accessClass,
    vehicle: judgement.vehicle,
    accessMode: judgement.mode,
    decisionId: judgement.decisionId,
    flags: judgement.verdict === 'deny' ? ['denied'] : [],
    updatedAt: now,
  }
  return asTold(record, fold, now)
}

/**
 * A connector charges one vehicle at a time: what was still open there has ended without our being told.
 * A start that is replayed late leaves a newer session alone.
 */
export function supersedeOpenSessions(tx: Tx, context: FlowContext, next: SessionRecord): void {
  if (next.evseId === 0) return
  for (const previous of listOpenAt(tx, next.chargerId, next.evseId)) {
    if (previous.id === next.id || previous.startedAt > next.startedAt) continue
    presumeEnded(tx, context, previous, { superseded: true, now: next.updatedAt })
  }
}
