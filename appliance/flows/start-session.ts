import { isSuspect, type ChargerInstant } from '../domain/charger-clock.ts'
import { isEndTold, type SessionRecord } from '../domain/session-record.ts'
import { isReplayed } from '../domain/session.ts'
import type { Doubt, TransactionFact } from '../domain/transaction.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { readFold } from '../store/session-folds.ts'
import { findByStart, listOrphanStops, nextSessionId } from '../store/sessions.ts'
import type { Tx } from '../store/store.ts'
import { beginSession, recordOf } from './begin-session.ts'
import type { FlowContext } from './context.ts'
import { judge, type Judgement } from './judge.ts'
import { decidedFor } from './recorded-verdict.ts'
import { tellSession } from './save-session.ts'
import type { AccessQuestion, Told } from './weigh.ts'

/** OCPP 1.6 `StartTransaction.req`, read. */
export interface SessionStart {
  readonly question: Omit<AccessQuestion, 'at' | 'evseId' | 'connectorId'>
  readonly connectorId: number
  /** Null where the charger said what no meter says. */
  readonly meterStartWh: number | null
  readonly doubts?: readonly Doubt[]
  /** The charger's time, and how far it can be believed. */
  readonly time: ChargerInstant
  /** Its timestamp, in one spelling (`timestampKey`): a start that is sent again is known by it. */
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
    if (known) return answer(known, decidedFor(tx, known))
    const { question, connectorId, receivedAt, time } = start
    const replayed = isReplayed(time.at, receivedAt, start.connectedAt)
    const at = replayed ? time.at : receivedAt
    const judgement = judge(tx, context, { ...question, evseId: connectorId, connectorId, at })
    return answer(store(tx, context, start, judgement, replayed), judgement)
  })
}

/**
 * The session of a start that came before. Where the charger's clock stands still, or begins anew at each
 * boot, two starts may look the same: then only one that has not been ended can be meant.
 */
function findKnown(tx: Tx, start: SessionStart): SessionRecord | null {
  const { question, connectorId, reportedStart, meterStartWh } = start
  const known = findByStart(tx, {
    chargerId: question.charger.id,
    connectorId,
    reportedStart,
    meterStartWh,
    identifierKey: question.identifier?.key ?? null,
  })
  return known && isSuspect(start.time) && isEndTold(known) ? null : known
}

function answer(session: SessionRecord, { verdict, reason, restriction }: Told): StartedSession {
  const mustStop = verdict === 'deny' && session.state !== 'ended'
  return { transactionId: session.id, verdict, reason, restriction, mustStop }
}

function store(
  tx: Tx,
  context: FlowContext,
  start: SessionStart,
  judgement: Judgement,
  replayed: boolean,
): SessionRecord {
  const { question, connectorId, receivedAt, reportedStart } = start
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
    standsOn: null,
    reportedStart,
    receivedAt,
  }
  if (!orphan) return beginSession(tx, context, origin, beginning)
  const begun = { ...recordOf(beginning, readFold(tx, id)), receivedAt: orphan.receivedAt }
  return tellSession(tx, context, origin, orphan, fact, begun.updatedAt, begun)
}

function startFact({ time, meterStartWh, doubts }: SessionStart, replayed: boolean): TransactionFact {
  return {
    kind: 'started',
    seqNo: null,
    at: toUtcText(time.at),
    offline: replayed,
    clockSuspect: isSuspect(time),
    ...(doubts && { doubts }),
    charging: false,
    energyWh: meterStartWh,
    beginWh: null,
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
      (stop.meterStopWh ?? 0) >= (start.meterStartWh ?? 0) &&
      (stop.identifierKey === null || stop.identifierKey === (start.question.identifier?.key ?? null)),
  )
  // The earliest end after this start: later ones belong to later starts.
  return fits.toSorted((a, b) => (a.endedAt! < b.endedAt! ? -1 : 1))[0] ?? null
}
