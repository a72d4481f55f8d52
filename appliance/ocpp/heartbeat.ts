import { toUtcText } from '../domain/utc-text.ts'
import type { Payload } from './rpc/message.ts'
import type { Inbound } from './inbound.ts'

/** `Heartbeat` of any version: the answer sets the charger's clock. Nothing is stored, presence is kept in memory. */
export function heartbeat({ receivedAt }: Pick<Inbound<unknown>, 'receivedAt'>): Payload {
  return { currentTime: toUtcText(receivedAt) }
}
