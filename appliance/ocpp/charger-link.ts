import type { ChargerLink, ChargerPresence, ChargerReply } from '../domain/charger-link.ts'
import type { Protocol } from '../domain/protocol.ts'
import { redactPayload } from './redact.ts'
import type { ChargerDevice } from './charger-device.ts'
import { commandsOf } from './routes.ts'
import type { Payload } from './rpc/message.ts'
import type { CallOutcome } from './rpc/outbound-calls.ts'
import { validate } from './rpc/schemas.ts'

/** Gives the rest of the gateway the connected chargers, by identity. */
export function createChargerLink(devices: ReadonlyMap<string, ChargerDevice>): ChargerLink {
  return {
    presence: (chargerId) => presenceOf(devices.get(chargerId)),
    actions: commandsOf,
    check: checkCall,
    redact: (payload, protocol) => redactPayload(payload, protocol) as object,
    call: (chargerId, action, payload, options) => call(devices, chargerId, action, payload, options ?? {}),
    disconnect(chargerId, reason) {
      devices.get(chargerId)?.connection.close(1008, reason)
    },
  }
}

function presenceOf(device: ChargerDevice | undefined): ChargerPresence | null {
  if (!device) return null
  const { protocol, lastMessageAt } = device.connection
  const { connectedAt, clockSkewMs } = device
  return { protocol, onlineSince: connectedAt, lastMessageAt, clockSkewMs }
}

async function call(
  devices: ReadonlyMap<string, ChargerDevice>,
  chargerId: string,
  action: string,
  payload: object,
  options: { timeoutMs?: number; signal?: AbortSignal },
): Promise<ChargerReply> {
  const device = devices.get(chargerId)
  if (!device) return { ok: false, why: 'offline', detail: 'The charger is not connected.' }
  const refusal = checkCall(device.connection.protocol, action, payload)
  if (refusal) return refusal
  return replyOf(await device.connection.call(action, payload as Payload, options))
}

function checkCall(protocol: Protocol, action: string, payload: object): ChargerReply | null {
  if (!commandsOf(protocol).includes(action)) {
    const detail = `${protocol} has no ${action} that a gateway may send.`
    return { ok: false, why: 'not_supported', detail }
  }
  const problem = validate(protocol, action, 'request', payload)
  return problem && { ok: false, why: 'bad_request', detail: problem.message }
}

function replyOf(outcome: CallOutcome): ChargerReply {
  if (outcome.ok) return { ok: true, payload: outcome.payload }
  switch (outcome.why) {
    case 'offline':
      return { ok: false, why: 'offline', detail: 'The connection ended before the charger answered.' }
    case 'timed_out':
      return { ok: false, why: 'timed_out', detail: 'The charger did not answer in time.' }
    case 'cancelled':
      return { ok: false, why: 'cancelled', detail: 'The call was cancelled.' }
    case 'too_many_waiting':
      return { ok: false, why: 'busy', detail: 'Too many messages wait for this charger.' }
    case 'call_error':
      return { ok: false, why: 'call_error', detail: 'The charger refused the message.', code: outcome.code }
    case 'invalid_response':
      return { ok: false, why: 'bad_response', detail: `The charger’s answer: ${outcome.problem.message}` }
  }
}
