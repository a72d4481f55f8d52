import { recordMeterValues } from '../../flows/record-meter-values.ts'
import type { Inbound } from '../inbound.ts'
import { readMeterValues, type MeterValue } from '../read-meter-values.ts'
import type { Payload } from '../rpc/message.ts'

interface MeterValues {
  readonly connectorId: number
  readonly transactionId?: number
  readonly meterValue: readonly MeterValue[]
}

/** OCPP 1.6 MeterValues (4.7, 6.31). */
export async function meterValues(inbound: Inbound<MeterValues>): Promise<Payload> {
  const { flow, charger, payload, receivedAt, origin, device } = inbound
  const readings = readMeterValues(payload.meterValue, device)
  const latest = readings.at(-1)
  if (latest) device.weighTime(latest.time)
  await recordMeterValues(flow, {
    chargerId: charger.id,
    evseId: payload.connectorId,
    transactionId: payload.transactionId ?? null,
    readings,
    receivedAt,
    origin,
  })
  return {}
}
