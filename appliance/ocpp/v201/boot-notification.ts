import { answerBoot, cleanIfTold, cleanName } from '../boot-answer.ts'
import type { Inbound } from '../inbound.ts'
import type { Payload } from '../rpc/message.ts'

interface BootNotification {
  readonly reason: string
  readonly chargingStation: {
    readonly vendorName: string
    readonly model: string
    readonly serialNumber?: string
    readonly firmwareVersion?: string
  }
}

/** OCPP 2.x BootNotification (B01–B04). */
export function bootNotification(inbound: Inbound<BootNotification>): Promise<Payload> {
  const { reason, chargingStation } = inbound.payload
  const { vendorName, model, serialNumber, firmwareVersion } = chargingStation
  return answerBoot(inbound, {
    vendor: cleanName(vendorName),
    model: cleanName(model),
    serial: cleanIfTold(serialNumber),
    firmware: cleanIfTold(firmwareVersion),
    reason,
  })
}
