import type { SampledValue } from '../../domain/meter-value.ts'
import { stopCause } from '../../domain/stop-reason.ts'
import { presentIdentifier } from '../../flows/present-identifier.ts'
import { stopSession } from '../../flows/stop-session.ts'
import { doubtsOf, exactNumber } from '../believable-number.ts'
import type { Inbound } from '../inbound.ts'
import { readMeterValues } from '../read-meter-values.ts'
import type { Payload } from '../rpc/message.ts'
import { status16 } from '../wire-status.ts'

interface StopTransaction {
  readonly transactionId: number
  readonly idTag?: string
  readonly meterStop: number
  readonly timestamp: string
  readonly reason?: string
  readonly transactionData?: { timestamp: string; sampledValue: SampledValue[] }[]
}

/** OCPP 1.6 StopTransaction (4.10, 6.49): accepted whatever its id, or the charger sends it for ever. */
export async function stopTransaction(inbound: Inbound<StopTransaction>): Promise<Payload> {
  const { flow, charger, protocol, payload, receivedAt, connectedAt, origin, device } = inbound
  const time = device.time(payload.timestamp)
  device.weighTime(time)
  const { verdict } = await stopSession(flow, {
    charger,
    protocol,
    transactionId: payload.transactionId,
    meterStopWh: exactNumber(payload.meterStop),
    ...doubtsOf([], [payload.meterStop]),
    time,
    cause: stopCause(payload.reason),
    identifier: presentIdentifier(flow, charger.profile, payload.idTag, 'rfid'),
    readings: readMeterValues(payload.transactionData, device),
    receivedAt,
    connectedAt,
    origin,
  })
  return verdict === null ? {} : { idTagInfo: { status: status16(verdict) } }
}
