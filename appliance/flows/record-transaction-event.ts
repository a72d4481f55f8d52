import { isEndTold, type SessionRecord } from '../domain/session-record.ts'
import { isKnown, type TransactionFact } from '../domain/transaction.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { readFold, saveFold } from '../store/session-folds.ts'
import { findByTransaction, nextSessionId } from '../store/sessions.ts'
import type { Tx } from '../store/store.ts'
import { beginSession, supersedeOpenSessions } from './begin-session.ts'
import type { FlowContext } from './context.ts'
import { judge, unjudged } from './judge.ts'
import { recordLocalRejection } from './record-local-rejection.ts'
import { reconsider } from './reconsider-session.ts'
import { standing } from './recorded-verdict.ts'
import { tellSession } from './save-session.ts'
import { storeReadings, type Reading } from './store-readings.ts'
import type { AccessQuestion, Told } from './weigh.ts'

/** OCPP 2.x `TransactionEventRequest`, read. */
export interface TransactionReport {
  /** Its `at` is the time of the event when that was told late. */
  readonly question: Omit<AccessQuestion, 'evseId' | 'connectorId'>
  /** Whether it carries a token, if only one that stands for nobody (`NoAuthorization`). */
  readonly presents: boolean
  readonly transactionId: string
  /** Null where the event leaves them out, as it may after the first. */
  readonly evseId: number | null
  readonly connectorId: number | null
  readonly fact: TransactionFact
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

type Answer = Pick<ReportedTransaction, 'session' | 'verdict'>

/** Takes in one event of a transaction: in any order, any number of times, with or without its start. */
export function recordTransactionEvent(
  context: FlowContext,
  report: TransactionReport,
): Promise<ReportedTransaction> {
  return context.commits.write((tx) => {
    const known = findByTransaction(tx, report.question.charger.id, report.transactionId)
    const answer = known ? tell(tx, context, report, known) : begin(tx, context, report)
    recordLocalRejection(tx, context, report.question, known, answer.session)
    const { state, flags } = answer.session
    return { ...answer, mustStop: state !== 'ended' && flags.includes('denied') }
  })
}

/** An end may be told by anybody's card: that stops a session, it does not start one. */
function asksToCharge({ presents, fact }: TransactionReport): boolean {
  return presents && fact.kind !== 'ended'
}

function begin(tx: Tx, context: FlowContext, report: TransactionReport): Answer {
  const { question, fact, receivedAt, transactionId, reportedStart } = report
  const { charger, protocol, identifier, origin, at } = question
  const place = placeOf(report)
  const judgement = asksToCharge(report) ? judge(tx, context, { ...question, ...place }) : null
  const session = beginSession(tx, context, origin, {
    id: nextSessionId(tx, receivedAt),
    chargerId: charger.id,
    protocol,
    transactionId,
    ...place,
    identifier: judgement && identifier,
    judgement: judgement ?? unjudged(context, charger, at),
    fact,
    standsOn: judgement && fact.seqNo,
    reportedStart,
    receivedAt,
  })
  storeReadings(context, tx, session, report.readings)
  return { session, verdict: judgement ?? standingOf(tx, context, report, session) }
}

function tell(tx: Tx, context: FlowContext, report: TransactionReport, session: SessionRecord): Answer {
  const { question, fact, reportedStart, receivedAt } = report
  const fold = readFold(tx, session.id)
  // What was told of it is dropped a while after its end: what comes then is a repetition.
  if (isKnown(fold, fact) || (isEndTold(session) && fold.ended === null)) {
    return { session, verdict: standingOf(tx, context, report, session) }
  }
  const placed: SessionRecord = {
    ...session,
    ...(session.evseId === 0 && placeOf(report)),
    reportedStart: fact.kind === 'started' ? reportedStart : session.reportedStart,
  }
  const considered = asksToCharge(report)
    ? reconsider(tx, context, placed, { ...question, seqNo: fact.seqNo ?? 0, standsOn: fold.standsOn })
    : { session: placed, verdict: standingOf(tx, context, report, session), standsOn: fold.standsOn }
  if (considered.standsOn !== fold.standsOn) {
    saveFold(tx, session.id, { ...fold, standsOn: considered.standsOn })
  }
  storeReadings(context, tx, placed, report.readings)
  const now = toUtcText(receivedAt)
  const told = tellSession(tx, context, question.origin, session, fact, now, considered.session)
  if (session.evseId === 0) supersedeOpenSessions(tx, context, told)
  return { session: told, verdict: considered.verdict }
}

function standingOf(tx: Tx, context: FlowContext, report: TransactionReport, session: SessionRecord) {
  return report.presents ? standing(tx, context, session, report.question) : null
}

/** EVSE 0 while no event has said where. */
function placeOf({ evseId, connectorId }: TransactionReport): { evseId: number; connectorId: number } {
  if (evseId === null) return { evseId: 0, connectorId: 0 }
  return { evseId, connectorId: connectorId ?? 1 }
}
