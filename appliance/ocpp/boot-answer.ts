import { recordBoot, type BootReport } from '../flows/record-boot.ts'
import { toUtcText } from '../domain/utc-text.ts'
import type { Inbound } from './inbound.ts'
import type { Payload } from './rpc/message.ts'

/** How soon a charger that waits for approval asks again; it may be approved meanwhile. */
const pendingIntervalS = 30

type Make = Pick<BootReport, 'vendor' | 'model' | 'serial' | 'firmware' | 'reason'>

/** Takes in a boot of any version and answers it: one whom nobody has approved yet is told to wait. */
export async function answerBoot(inbound: Inbound<unknown>, make: Make): Promise<Payload> {
  const { flow, charger, protocol, receivedAt, origin, device } = inbound
  const served = charger.status === 'approved'
  const facts = await recordBoot(flow, {
    chargerId: charger.id,
    protocol,
    ...make,
    served,
    receivedAt,
    origin,
  })
  const currentTime = toUtcText(flow.clock.now())
  if (!served) return { status: 'Pending', currentTime, interval: pendingIntervalS }
  const { heartbeatIntervalS } = (facts ?? charger).profile
  device.booted(heartbeatIntervalS)
  return { status: 'Accepted', currentTime, interval: heartbeatIntervalS }
}

/** Firmware pads its names with blanks and NUL. */
export function cleanName(text: string): string {
  return text.replaceAll('\0', '').trim()
}

/** The same, of what a charger need not tell. */
export function cleanIfTold(text: string | undefined): string | null {
  return text === undefined ? null : cleanName(text)
}
