import { answerBoot, cleanIfTold, cleanName } from '../boot-answer.ts'
import type { Inbound } from '../inbound.ts'
import type { Payload } from '../rpc/message.ts'

interface BootNotification {
  readonly chargePointVendor: string
  readonly chargePointModel: string
  readonly chargePointSerialNumber?: string
  readonly chargeBoxSerialNumber?: string
  readonly firmwareVersion?: string
}

/** OCPP 1.6 BootNotification (4.2, 6.3). */
export function bootNotification(inbound: Inbound<BootNotification>): Promise<Payload> {
  const { payload } = inbound
  return answerBoot(inbound, {
    vendor: cleanName(payload.chargePointVendor),
    model: cleanName(payload.chargePointModel),
    serial: cleanIfTold(payload.chargePointSerialNumber ?? payload.chargeBoxSerialNumber),
    firmware: cleanIfTold(payload.firmwareVersion),
    reason: null,
  })
}
