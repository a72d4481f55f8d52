import { faultOfStatus16 } from '../../domain/fault.ts'
import { recordStatus } from '../../flows/record-status.ts'
import type { Inbound } from '../inbound.ts'
import type { Payload } from '../rpc/message.ts'

interface StatusNotification {
  readonly connectorId: number
  readonly status: string
  readonly errorCode: string
  readonly info?: string
  readonly timestamp?: string
  readonly vendorId?: string
  readonly vendorErrorCode?: string
}

/** OCPP 1.6 StatusNotification (4.9, 6.47). Connector 0 is the charger as a whole. */
export async function statusNotification(inbound: Inbound<StatusNotification>): Promise<Payload> {
  const { flow, charger, payload, origin, device } = inbound
  const { connectorId, status, errorCode, vendorErrorCode, info } = payload
  await recordStatus(flow, {
    chargerId: charger.id,
    evseId: connectorId,
    connectorId,
    status,
    errorCode,
    vendorErrorCode: vendorErrorCode ?? null,
    info: info ?? null,
    at: device.liveTime(payload.timestamp).at,
    fault: faultOfStatus16(payload),
    origin,
  })
  return {}
}
