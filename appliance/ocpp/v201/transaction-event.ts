import { isSuspect, timestampKey, type ChargerInstant } from '../../domain/charger-clock.ts'
import { energyOf, powerOf } from '../../domain/meter-total.ts'
import { stopCause } from '../../domain/stop-reason.ts'
import type { TransactionFact } from '../../domain/transaction.ts'
import { toUtcText } from '../../domain/utc-text.ts'
import { recordTransactionEvent } from '../../flows/record-transaction-event.ts'
import type { Reading } from '../../flows/store-readings.ts'
import { believablePlace, doubtsOf, exactNumber } from '../believable-number.ts'
import type { Inbound } from '../inbound.ts'
import { readMeterValues, type MeterValue } from '../read-meter-values.ts'
import type { Payload } from '../rpc/message.ts'
import { status2 } from '../wire-status.ts'
import { readIdToken, type IdToken } from './id-token.ts'

interface TransactionEvent {
  readonly eventType: 'Started' | 'Updated' | 'Ended'
  readonly timestamp: string
  readonly triggerReason: string
  readonly seqNo: number
  readonly offline?: boolean
  readonly transactionInfo: {
    readonly transactionId: string
    readonly chargingState?: string
    readonly stoppedReason?: string
  }
  readonly idToken?: IdToken
  readonly evse?: { readonly id: number; readonly connectorId?: number }
  readonly meterValue?: readonly MeterValue[]
}

const kinds = { Started: 'started', Updated: 'updated', Ended: 'ended' } as const

/** OCPP 2.x TransactionEvent (E01–E15): in any order, any number of times. */
export async function transactionEvent(inbound: Inbound<TransactionEvent>): Promise<Payload> {
  const { flow, charger, protocol, payload, receivedAt, origin, device } = inbound
  const { evse } = payload
  const time = payload.offline ? device.time(payload.timestamp) : device.liveTime(payload.timestamp)
  const readings = readMeterValues(payload.meterValue, device)
  const { session, verdict, mustStop } = await recordTransactionEvent(flow, {
    question: {
      charger,
      protocol,
      message: 'TransactionEvent',
      identifier: readIdToken(flow, charger, payload.idToken),
      at: payload.offline ? time.at : receivedAt,
      origin,
    },
    presents: payload.idToken !== undefined,
    transactionId: payload.transactionInfo.transactionId,
    evseId: evse === undefined ? null : believablePlace(evse.id),
    connectorId: evse?.connectorId === undefined ? null : believablePlace(evse.connectorId),
    fact: factOf(payload, time, readings),
    reportedStart: payload.eventType === 'Started' ? timestampKey(time, payload.timestamp) : null,
    readings,
    receivedAt,
  })
  if (mustStop) device.watchDenied(session.id)
  return verdict === null ? {} : { idTokenInfo: { status: status2(verdict) } }
}

function factOf(
  event: TransactionEvent,
  time: ChargerInstant,
  readings: readonly Reading[],
): TransactionFact {
  const energies = readings.map(({ samples }) => energyOf(samples)).filter((energyWh) => energyWh !== null)
  const drawing = readings.some(({ samples }) => (powerOf(samples) ?? 0) > 0)
  const { chargingState, stoppedReason } = event.transactionInfo
  return {
    kind: kinds[event.eventType],
    seqNo: exactNumber(event.seqNo),
    at: toUtcText(time.at),
    offline: event.offline ?? false,
    clockSuspect: isSuspect(time),
    ...doubtsOf([event.evse?.id ?? 0, event.evse?.connectorId ?? 0], []),
    charging: chargingState === 'Charging' || drawing,
    // A start may carry the reading at its begin and later ones; an end the other way round.
    energyWh: (event.eventType === 'Started' ? energies.at(0) : energies.at(-1)) ?? null,
    beginWh: beginOf(readings),
    stop: event.eventType === 'Ended' ? stopCause(stoppedReason) : null,
  }
}

/** What the meter showed at the start, which an end may tell together with what it shows then (J02). */
function beginOf(readings: readonly Reading[]): number | null {
  for (const { samples } of readings) {
    const energyWh = energyOf(samples.filter(({ context }) => context === 'Transaction.Begin'))
    if (energyWh !== null) return energyWh
  }
  return null
}
