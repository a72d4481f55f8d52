import { faultOfStatus16 } from '../../domain/fault.ts'
import { recordStatus } from '../../flows/record-status.ts'
import type { Inbound } from '../inbound.ts'
import { maskIfTold } from '../redaction/mask-text.ts'
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
  const { connectorId, status, errorCode } = payload
  // Written by firmware for people, with the card that it refused in it: none of it is kept as it came.
  const vendorErrorCode = maskIfTold(payload.vendorErrorCode)
  const info = maskIfTold(payload.info)
  await recordStatus(flow, {
    chargerId: charger.id,
    evseId: connectorId,
    connectorId,
    status,
    errorCode,
    vendorErrorCode,
    info,
    at: device.liveTime(payload.timestamp).at,
    fault: faultOfStatus16({ ...payload, vendorErrorCode, info, vendorId: maskIfTold(payload.vendorId) }),
    origin,
  })
  return {}
}
