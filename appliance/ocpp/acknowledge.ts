import type { DeviceReport } from '../flows/record-device-report.ts'
import { recordDeviceReport } from '../flows/record-device-report.ts'
import type { Handler, Inbound } from './inbound.ts'
import { maskProse } from './redaction/mask-text.ts'
import type { Payload } from './rpc/message.ts'

/** A report that the standard answers with nothing; it can be read in the frame log. */
export const acknowledge: Handler = () => ({})

interface DevicePayload {
  readonly status?: string
  readonly type?: string
  readonly requestId?: number
}

/** A report that is kept: firmware and log progress, security events. */
export function keep(kind: DeviceReport['kind']): Handler {
  return async (inbound: Inbound<DevicePayload>): Promise<Payload> => {
    const { flow, charger, payload, receivedAt, origin } = inbound
    // A security event's type may be the vendor's own, in free text.
    const status = maskProse(payload.status ?? payload.type ?? '')
    const requestId = payload.requestId ?? null
    await recordDeviceReport(flow, { chargerId: charger.id, kind, status, requestId, at: receivedAt, origin })
    return {}
  }
}
