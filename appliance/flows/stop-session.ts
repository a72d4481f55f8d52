import { isSuspect, type ChargerInstant } from '../domain/charger-clock.ts'
import { isEndTold, type SessionRecord } from '../domain/session-record.ts'
import { isReplayed } from '../domain/session.ts'
import type { StopCause } from '../domain/stop-reason.ts'
import type { Doubt, TransactionFact } from '../domain/transaction.ts'
import { toUtcText } from '../domain/utc-text.ts'
import type { ChargerFacts } from '../store/facts.ts'
import { findByTransaction, listOpen, listOrphanStops, nextSessionId } from '../store/sessions.ts'
import type { Tx } from '../store/store.ts'
import { beginSession } from './begin-session.ts'
import type { FlowContext, Origin } from './context.ts'
import { unjudged } from './judge.ts'
import type { PresentedIdentifier } from './present-identifier.ts'
import { recordLocalRejection } from './record-local-rejection.ts'
import { standing } from './recorded-verdict.ts'
import { tellSession } from './save-session.ts'
import { storeReadings, type Reading } from './store-readings.ts'
import type { Told } from './weigh.ts'

/** OCPP 1.6 `StopTransaction.req`, read. */
export interface SessionStop {
  readonly charger: ChargerFacts
  readonly protocol: string
  readonly transactionId: number
  /** Null where the charger said what no meter says. */
  readonly meterStopWh: number | null
  readonly doubts?: readonly Doubt[]
  readonly time: ChargerInstant
  readonly cause: StopCause
  readonly identifier: PresentedIdentifier | null
  readonly readings: readonly Reading[]
  readonly receivedAt: Temporal.Instant
  readonly connectedAt: Temporal.Instant
  readonly origin: Origin
}

export interface StoppedSession {
  readonly session: SessionRecord
  /** On the identifier that stopped it; null without one. */
  readonly verdict: Told | null
}

/**
 * Takes in an end. It is never refused, or the charger would send it for ever: one that is known already
 * changes nothing, one without a start is kept as a session of its own.
 */
export function stopSession(context: FlowContext, stop: SessionStop): Promise<StoppedSession> {
  return context.commits.write((tx) => {
    const running = findRunning(tx, stop)
    const session = running ? end(tx, context, stop, running) : keepOrphan(tx, context, stop)
    const { charger, identifier, receivedAt: at, origin } = stop
    recordLocalRejection(tx, context, { charger, message: 'StopTransaction', origin }, running, session)
    return { session, verdict: identifier && standing(tx, context, session, { charger, identifier, at }) }
  })
}

/** By its id; a charger that started on its own, without ever learning the id, says zero or less. */
function findRunning(tx: Tx, stop: SessionStop): SessionRecord | null {
  const { charger, transactionId } = stop
  if (transactionId > 0) return findByTransaction(tx, charger.id, String(transactionId))
  const endedAt = toUtcText(stop.time.at)
  const candidates = listOpen(tx, charger.id).filter(
    ({ startedAt, meterStartWh, identifierKey }) =>
      startedAt <= endedAt &&
      (stop.meterStopWh === null || (meterStartWh ?? 0) <= stop.meterStopWh) &&
      (stop.identifier === null || identifierKey === null || identifierKey === stop.identifier.key),
  )
  return candidates.length === 1 ? candidates[0]! : null
}

function end(tx: Tx, context: FlowContext, stop: SessionStop, session: SessionRecord): SessionRecord {
  if (isEndTold(session)) return session
  storeReadings(context, tx, session, stop.readings)
  return tellSession(tx, context, stop.origin, session, endFact(stop), toUtcText(stop.receivedAt))
}

function keepOrphan(tx: Tx, context: FlowContext, stop: SessionStop): SessionRecord {
  const fact = endFact(stop)
  const transactionId = String(stop.transactionId)
  const again = listOrphanStops(tx, stop.charger.id).find(
    (orphan) =>
      orphan.transactionId === transactionId &&
      orphan.endedAt === fact.at &&
      orphan.meterStopWh === fact.energyWh,
  )
  if (again) return again
  const session = beginSession(tx, context, stop.origin, {
    id: nextSessionId(tx, stop.receivedAt),
    chargerId: stop.charger.id,
    protocol: stop.protocol,
    transactionId,
    evseId: 0,
    connectorId: 0,
    identifier: stop.identifier,
    judgement: unjudged(context, stop.charger, stop.time.at),
    fact,
    standsOn: null,
    reportedStart: null,
    receivedAt: stop.receivedAt,
  })
  storeReadings(context, tx, session, stop.readings)
  return session
}

function endFact(stop: SessionStop): TransactionFact {
  const { time, receivedAt, connectedAt, meterStopWh, doubts, cause } = stop
  return {
    kind: 'ended',
    seqNo: null,
    at: toUtcText(time.at),
    offline: isReplayed(time.at, receivedAt, connectedAt),
    clockSuspect: isSuspect(time),
    ...(doubts && { doubts }),
    charging: false,
    energyWh: meterStopWh,
    beginWh: null,
    stop: cause,
  }
}
