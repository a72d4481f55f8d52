import type { ChargerInstant } from '../domain/charger-clock.ts'
import { union, type SessionRecord } from '../domain/session-record.ts'
import type { SessionFlag } from '../domain/session.ts'
import { isKnown, type TransactionFact } from '../domain/transaction.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { readFold } from '../store/session-folds.ts'
import { findByTransaction, nextSessionId } from '../store/sessions.ts'
import type { Tx } from '../store/store.ts'
import { beginSession } from './begin-session.ts'
import type { FlowContext } from './context.ts'
import { judge, unjudged, type AccessQuestion, type Judgement } from './judge.ts'
import { decidedFor, standing, type Told } from './recorded-verdict.ts'
import { tellSession } from './save-session.ts'
import { storeReadings, type Reading } from './store-readings.ts'

/** OCPP 2.x `TransactionEventRequest`, read. */
export interface TransactionReport {
  /** Its `identifier` is null when the event carries no token. */
  readonly question: Omit<AccessQuestion, 'at' | 'evseId' | 'connectorId'>
  readonly transactionId: string
  /** Null where the event leaves them out, as it may after the first. */
  readonly evseId: number | null
  readonly connectorId: number | null
  readonly fact: TransactionFact
  readonly time: ChargerInstant
  readonly reportedStart: string | null
  readonly readings: readonly Reading[]
  readonly receivedAt: Temporal.Instant
}

export interface ReportedTransaction {
  readonly session: SessionRecord
  /** On the token that the event carries; null without one. */
  readonly verdict: Told | null
  /** It runs although it was denied: the charger has to be watched. */
  readonly mustStop: boolean
}

/** Takes in one event of a transaction: in any order, any number of times, with or without its start. */
export function recordTransactionEvent(
  context: FlowContext,
  report: TransactionReport,
): Promise<ReportedTransaction> {
  return context.commits.write((tx) => {
    const { charger } = report.question
    const known = findByTransaction(tx, charger.id, report.transactionId)
    const answer = known ? tell(tx, context, report, known) : begin(tx, context, report)
    const { session, verdict } = answer
    return { ...answer, mustStop: verdict?.verdict === 'deny' && session.state !== 'ended' }
  })
}

type Answer = Pick<ReportedTransaction, 'session' | 'verdict'>

function begin(tx: Tx, context: FlowContext, report: TransactionReport): Answer {
  const { question, fact, time, receivedAt, transactionId, reportedStart } = report
  const { charger, protocol, identifier, origin } = question
  const evseId = report.evseId ?? 0
  const connectorId = report.connectorId ?? (evseId === 0 ? 0 : 1)
  const asked = asks(report) ? judgeReport(tx, context, report, evseId, connectorId) : null
  const session = beginSession(tx, context, origin, {
    id: nextSessionId(tx, receivedAt),
    chargerId: charger.id,
    protocol,
    transactionId,
    evseId,
    connectorId,
    identifier,
    judgement: asked ?? unjudged(charger, time.at),
    fact,
    time,
    reportedStart,
    receivedAt,
  })
  storeReadings(tx, session, report.readings)
  return { session, verdict: asked }
}

function tell(tx: Tx, context: FlowContext, report: TransactionReport, session: SessionRecord): Answer {
  if (isKnown(readFold(tx, session.id), report.fact)) {
    return { session, verdict: report.question.identifier ? decidedFor(tx, session) : null }
  }
  storeReadings(tx, session, report.readings)
  const placed = place(session, report)
  const { judged, verdict } = reconsider(tx, context, report, placed)
  const now = toUtcText(report.receivedAt)
  const { origin } = report.question
  return { session: tellSession(tx, context, origin, session, report.fact, now, judged), verdict }
}

/** An end may be told by anybody's card: that stops a session, it does not start one. */
function asks({ question, fact }: TransactionReport): boolean {
  return question.identifier !== null && fact.kind !== 'ended'
}

/** A token that comes after the start (plug first, card later) is what the session stands on from then on. */
function reconsider(tx: Tx, context: FlowContext, report: TransactionReport, session: SessionRecord) {
  const { identifier } = report.question
  if (identifier === null) return { judged: session, verdict: null }
  if (identifier.key === session.identifierKey) return { judged: session, verdict: decidedFor(tx, session) }
  const settled = session.identifierKey !== null && !session.flags.includes('denied')
  if (!asks(report) || settled) return { judged: session, verdict: standing(context, identifier.key) }
  const verdict = judgeReport(tx, context, report, session.evseId, session.connectorId)
  const judged: SessionRecord = {
    ...session,
    identifierKey: identifier.key,
    maskedIdentifier: identifier.masked,
    accessClass: verdict.accessClass,
    vehicle: verdict.vehicle,
    accessMode: verdict.mode,
    decisionId: verdict.decisionId,
    flags: denied(session.flags, verdict.verdict === 'deny'),
  }
  return { judged, verdict }
}

function denied(flags: readonly SessionFlag[], isDenied: boolean): readonly SessionFlag[] {
  return isDenied ? union(flags, ['denied']) : flags.filter((flag) => flag !== 'denied')
}

/** The first event may not have said where. */
function place(session: SessionRecord, { evseId, connectorId, reportedStart, fact }: TransactionReport) {
  return {
    ...session,
    evseId: session.evseId || (evseId ?? 0),
    connectorId: session.connectorId || (connectorId ?? (evseId === null ? 0 : 1)),
    reportedStart: fact.kind === 'started' ? reportedStart : session.reportedStart,
  }
}

function judgeReport(
  tx: Tx,
  context: FlowContext,
  { question, fact, time, receivedAt }: TransactionReport,
  evseId: number,
  connectorId: number,
): Judgement {
  return judge(tx, context, { ...question, evseId, connectorId, at: fact.offline ? time.at : receivedAt })
}
