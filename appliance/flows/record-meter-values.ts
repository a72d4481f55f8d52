import { isSuspect } from '../domain/charger-clock.ts'
import { energyOf, powerOf } from '../domain/meter-total.ts'
import { isEndTold, type SessionRecord } from '../domain/session-record.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { findPlace, type SessionPlace } from '../store/session-place.ts'
import { findSession, listOpenAt } from '../store/sessions.ts'
import type { Tx } from '../store/store.ts'
import type { FlowContext, Origin } from './context.ts'
import { tellSession } from './save-session.ts'
import { storeReadings, type Reading } from './store-readings.ts'

/** `MeterValues.req` of any version, read. */
export interface MeterReport {
  readonly chargerId: string
  readonly evseId: number
  /** OCPP 1.6 only. Chargers also send 0 while a transaction runs, which says nothing. */
  readonly transactionId: number | null
  readonly readings: readonly Reading[]
  readonly receivedAt: Temporal.Instant
  readonly origin: Origin
}

/**
 * Stores what was measured. The first sign of energy makes a started session a charging one, and one that
 * was taken to be over a running one.
 */
export function recordMeterValues(context: FlowContext, report: MeterReport): Promise<void> {
  return context.commits.write((tx) => {
    const place = placeOf(tx, report)
    const { chargerId, evseId } = report
    storeReadings(context, tx, place ?? { chargerId, evseId, connectorId: null, id: null }, report.readings)
    if (place === null || place.state === 'charging') return
    const session = findSession(tx, place.id)
    if (session && !isEndTold(session)) noticeCharging(tx, context, report, session)
  })
}

function placeOf(tx: Tx, { chargerId, evseId, transactionId }: MeterReport): SessionPlace | null {
  if (transactionId !== null && transactionId > 0) {
    const named = findPlace(tx, chargerId, String(transactionId))
    if (named) return named
  }
  return listOpenAt(tx, chargerId, evseId)[0] ?? null
}

function noticeCharging(tx: Tx, context: FlowContext, report: MeterReport, session: SessionRecord): void {
  for (const { time, samples } of report.readings) {
    const energyWh = energyOf(samples)
    const grown = energyWh !== null && session.meterStartWh !== null && energyWh > session.meterStartWh
    if (!grown && (powerOf(samples) ?? 0) <= 0) continue
    const fact = {
      kind: 'updated',
      seqNo: null,
      at: toUtcText(time.at),
      offline: false,
      clockSuspect: isSuspect(time),
      charging: true,
      energyWh,
      beginWh: null,
      stop: null,
    } as const
    tellSession(tx, context, report.origin, session, fact, toUtcText(report.receivedAt))
    return
  }
}
