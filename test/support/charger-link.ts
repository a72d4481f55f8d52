import type { ChargerLink, ChargerReply } from '../../appliance/domain/charger-link.ts'
import type { Protocol } from '../../appliance/domain/protocol.ts'
import { redactPayload } from '../../appliance/ocpp/redact.ts'
import type { TestFlows } from './flows.ts'

/** No charger is connected. */
export const offlineLink: ChargerLink = {
  presence: () => null,
  call: async () => ({ ok: false, why: 'offline', detail: 'The charger is not connected.' }),
  actions: () => [],
  redact: (payload, protocol) => redactPayload(payload, protocol) as object,
  check: () => null,
  disconnect: () => {},
}

export interface SentCall {
  readonly chargerId: string
  readonly action: string
  readonly payload: object
}

export interface OnlineLink extends ChargerLink {
  readonly sent: SentCall[]
}

/** Every charger is connected and answers what the test says. */
export function onlineLink(
  { clock }: Pick<TestFlows, 'clock'>,
  answer: (call: SentCall) => ChargerReply = () => ({ ok: true, payload: { status: 'Accepted' } }),
  protocol: Protocol = 'ocpp1.6',
): OnlineLink {
  const sent: SentCall[] = []
  return {
    ...offlineLink,
    sent,
    presence: () => {
      const now = clock.now()
      return { protocol, onlineSince: now, lastMessageAt: now, clockSkewMs: null }
    },
    async call(chargerId, action, payload) {
      const call = { chargerId, action, payload }
      sent.push(call)
      return answer(call)
    },
  }
}
