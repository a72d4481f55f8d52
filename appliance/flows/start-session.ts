import type { ChargerInstant } from '../domain/charger-clock.ts'
import type { SessionRecord } from '../domain/session-record.ts'
import { isReplayed } from '../domain/session.ts'
import type { TransactionFact } from '../domain/transaction.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { readFold } from '../store/session-folds.ts'
import { findByStart, listOrphanStops, nextSessionId } from '../store/sessions.ts'
import type { Tx } from '../store/store.ts'
import { beginSession, recordOf } from './begin-session.ts'
import type { FlowContext } from './context.ts'
import { judge, type AccessQuestion, type Judgement } from './judge.ts'
import { decidedFor, type Told } from './recorded-verdict.ts'
import { tellSession } from './save-session.ts'

/** OCPP 1.6 `StartTransaction.req`, read. */
export interface SessionStart {
  readonly question: Omit<AccessQuestion, 'at' | 'evseId' | 'connectorId'>
  readonly connectorId: number
  readonly meterStartWh: number
  /** The charger's time, and how far it can be believed. */
  readonly time: ChargerInstant
  /** Its timestamp as it wrote it. */
  readonly reportedStart: string
  readonly receivedAt: Temporal.Instant
  /** When the connection that carried it began. */
  readonly connectedAt: Temporal.Instant
}

export interface StartedSession extends Told {
  /** The transaction id for the charger. */
  readonly transactionId: number
  /** It runs although it was denied: the charger has to be watched. */
  readonly mustStop: boolean
}

/**
 * Takes in a start. It is never refused: whatever the verdict, the session is stored and gets its id, and a
 * start that was taken in before gets the same id again, whatever message it came in.
 */
export function startSession(context: FlowContext, start: SessionStart): Promise<StartedSession> {
  return context.commits.write((tx) => {
    const known = findKnown(tx, start)
    if (known) return answerAgain(tx, known)
    const { question, connectorId, receivedAt, time } = start
    const replayed = time.flaw !== 'far_off' && isReplayed(time.at, receivedAt, start.connectedAt)
    const at = replayed ? time.at : receivedAt
    const judgement = judge(tx, context, { ...question, evseId: connectorId, connectorId, at })
    const session = store(tx, context, start, judgement, replayed)
    const mustStop = judgement.verdict === 'deny' && session.state !== 'ended'
    return { ...judgement, transactionId: session.id, mustStop }
  })
}

function findKnown(tx: Tx, { question, connectorId, reportedStart, meterStartWh }: SessionStart) {
  const identifierKey = question.identifier?.key ?? null
  return findByStart(tx, {
    chargerId: question.charger.id,
    connectorId,
    reportedStart,
    meterStartWh,
    identifierKey,
  })
}

function answerAgain(tx: Tx, session: SessionRecord): StartedSession {
  const told = decidedFor(tx, session)
  return {
    transactionId: session.id,
    ...told,
    mustStop: told.verdict === 'deny' && session.state !== 'ended',
  }
}

function store(
  tx: Tx,
  context: FlowContext,
  start: SessionStart,
  judgement: Judgement,
  replayed: boolean,
): SessionRecord {
  const { question, connectorId, time, receivedAt, reportedStart } = start
  const { charger, protocol, identifier, origin } = question
  const orphan = findItsStop(tx, start)
  const id = orphan?.id ?? nextSessionId(tx, receivedAt)
  const fact = startFact(start, replayed)
  const beginning = {
    id,
    chargerId: charger.id,
    protocol,
    transactionId: String(id),
    evseId: connectorId,
    connectorId,
    identifier,
    judgement,
    fact,
    time,
    reportedStart,
    receivedAt,
  }
  if (!orphan) return beginSession(tx, context, origin, beginning)
  const begun = recordOf(beginning, readFold(tx, id))
  return tellSession(tx, context, origin, orphan, fact, begun.updatedAt, begun)
}

function startFact({ time, meterStartWh }: SessionStart, replayed: boolean): TransactionFact {
  return {
    kind: 'started',
    seqNo: null,
    at: toUtcText(time.at),
    offline: replayed,
    charging: false,
    energyWh: meterStartWh,
    stop: null,
  }
}

/**
 * The end of this session may have come first: a charger that queued both while it was away does not always
 * send them in order. It can only be one that came over the same connection and fits time and meter.
 */
function findItsStop(tx: Tx, start: SessionStart): SessionRecord | null {
  const startedAt = toUtcText(start.time.at)
  const connectedAt = toUtcText(start.connectedAt)
  const fits = listOrphanStops(tx, start.question.charger.id).filter(
    (stop) =>
      stop.receivedAt >= connectedAt &&
      stop.evseId === 0 &&
      stop.endedAt !== null &&
      stop.endedAt >= startedAt &&
      (stop.meterStopWh ?? 0) >= start.meterStartWh &&
      (stop.identifierKey === null || stop.identifierKey === (start.question.identifier?.key ?? null)),
  )
  // The earliest end after this start: later ones belong to later starts.
  return fits.toSorted((a, b) => (a.endedAt! < b.endedAt! ? -1 : 1))[0] ?? null
}
