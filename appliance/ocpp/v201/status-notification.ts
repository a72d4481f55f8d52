import { faultOfStatus2 } from '../../domain/fault.ts'
import { recordStatus } from '../../flows/record-status.ts'
import type { Inbound } from '../inbound.ts'
import type { Payload } from '../rpc/message.ts'

interface StatusNotification {
  readonly timestamp: string
  readonly connectorStatus: string
  readonly evseId: number
  readonly connectorId: number
}

/** OCPP 2.x StatusNotification (G01). */
export async function statusNotification(inbound: Inbound<StatusNotification>): Promise<Payload> {
  const { flow, charger, payload, origin, device } = inbound
  await recordStatus(flow, {
    chargerId: charger.id,
    evseId: payload.evseId,
    connectorId: payload.connectorId,
    status: payload.connectorStatus,
    errorCode: null,
    vendorErrorCode: null,
    info: null,
    at: device.liveTime(payload.timestamp).at,
    fault: faultOfStatus2(payload.connectorStatus),
    origin,
  })
  return {}
}
