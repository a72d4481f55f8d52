import { recordMeterValues } from '../../flows/record-meter-values.ts'
import type { Inbound } from '../inbound.ts'
import { readMeterValues, type MeterValue } from '../read-meter-values.ts'
import type { Payload } from '../rpc/message.ts'

interface MeterValues {
  readonly evseId: number
  readonly meterValue: readonly MeterValue[]
}

/** OCPP 2.x MeterValues (J01): readings outside of transactions, which report their own. */
export async function meterValues(inbound: Inbound<MeterValues>): Promise<Payload> {
  const { flow, charger, payload, receivedAt, origin, device } = inbound
  const readings = readMeterValues(payload.meterValue, device)
  const latest = readings.at(-1)
  if (latest) device.weighTime(latest.time)
  await recordMeterValues(flow, {
    chargerId: charger.id,
    evseId: payload.evseId,
    transactionId: null,
    readings,
    receivedAt,
    origin,
  })
  return {}
}
