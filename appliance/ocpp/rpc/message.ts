import { isErrorCode, wireCode } from './error-code.ts'
import type { RpcErrorCode } from './error-code.ts'
import type { OcppVersion } from './protocol.ts'

/** The arguments of an action: always a JSON object (2.1 Part 4, §4.1.5). */
export type Payload = Record<string, unknown>

/** A request (CALL) or an unconfirmed message (SEND, since 2.1). */
export interface Request {
  readonly kind: 'call' | 'send'
  readonly id: string
  readonly action: string
  readonly payload: Payload
}

/** CALLRESULT. The payload is null where it is no object: a broken one still ends the call it answers. */
export interface Result {
  readonly kind: 'result'
  readonly id: string
  readonly payload: Payload | null
}

/** CALLERROR, or CALLRESULTERROR (since 2.1). */
export interface Failure {
  readonly kind: 'error' | 'result_error'
  readonly id: string
  readonly code: string
  readonly description: string
}

/** A frame that is no message. `answer` is the CALLERROR it deserves, null where the standard wants silence. */
export interface Malformed {
  readonly kind: 'malformed'
  readonly reason: string
  readonly answer: { readonly id: string | number; readonly code: RpcErrorCode } | null
}

export type Message = Request | Result | Failure | Malformed

/**
 * The standard allows 36 characters. Firmware exists that sends more, and only an echo of what it sent lets it
 * match our answer, so longer ids are taken up to this bound.
 */
const maxIdLength = 255
const maxDescriptionLength = 255

/** "When also the MessageId cannot be read, the CALLERROR SHALL contain -1" (2.0.1 and 2.1 Part 4, §4.2.3). */
const unreadableId = '-1'

/** Reads one text frame (2.1 Part 4, §4.2). Never throws, and its reasons never quote the frame. */
export function parseMessage(text: string, version: OcppVersion): Message {
  let frame: unknown
  try {
    frame = JSON.parse(text)
  } catch {
    return unreadable('frame is not valid JSON')
  }
  if (!Array.isArray(frame)) return unreadable('frame is not a JSON array')
  const type: unknown = frame[0]
  const id: unknown = frame[1]
  if (typeof id !== 'string' || id.length > maxIdLength) return badId(type, id)
  if (type === 2) return request('call', id, frame)
  if (type === 3) return { kind: 'result', id, payload: payloadOf(frame[2]) }
  if (type === 4) return failure('error', id, frame)
  if (version === 'ocpp2.1' && type === 5) return failure('result_error', id, frame)
  if (version === 'ocpp2.1' && type === 6) return request('send', id, frame)
  return unknownType(type, id, version)
}

function request(kind: 'call' | 'send', id: string, frame: readonly unknown[]): Request | Malformed {
  const action = frame[2]
  const payload = payloadOf(frame[3])
  if (typeof action === 'string' && payload !== null) return { kind, id, action, payload }
  const reason = typeof action === 'string' ? 'payload must be a JSON object' : 'action must be a string'
  return { kind: 'malformed', reason, answer: kind === 'call' ? { id, code: 'ProtocolError' } : null }
}

/**
 * Lenient: whatever stands in for code and description, the call has failed and its caller must hear it. A code
 * that is none goes no further: it may hold anything.
 */
function failure(kind: 'error' | 'result_error', id: string, frame: readonly unknown[]): Failure {
  const [, , code, description] = frame
  return {
    kind,
    id,
    code: typeof code === 'string' && isErrorCode(code) ? code : 'GenericError',
    description: typeof description === 'string' ? description.slice(0, maxDescriptionLength) : '',
  }
}

/** Only a CALL, or something that names no type, is owed an answer when its id is unusable. */
function badId(type: unknown, id: unknown): Malformed {
  const reason = 'message id must be a string of at most 36 characters'
  if (type === 2 && typeof id === 'number') {
    return { kind: 'malformed', reason, answer: { id, code: 'ProtocolError' } }
  }
  if (type === 2 || typeof type !== 'number') return unreadable(reason)
  return { kind: 'malformed', reason, answer: null }
}

/** 1.6 ignores message types it does not know (OCPP-J 1.6, §4.1.3); 2.x has an error code for them. */
function unknownType(type: unknown, id: string, version: OcppVersion): Malformed {
  const reason = 'message type is not supported'
  if (typeof type !== 'number')
    return { kind: 'malformed', reason, answer: { id, code: 'RpcFrameworkError' } }
  if (version === 'ocpp1.6') return { kind: 'malformed', reason, answer: null }
  return { kind: 'malformed', reason, answer: { id, code: 'MessageTypeNotSupported' } }
}

/** A frame that cannot even be told whom to answer. */
export function unreadable(reason: string): Malformed {
  return { kind: 'malformed', reason, answer: { id: unreadableId, code: 'RpcFrameworkError' } }
}

/** An empty payload may be written as null (§4.1.5); a missing element is a broken frame. */
function payloadOf(value: unknown): Payload | null {
  if (value === null) return {}
  return isObject(value) ? value : null
}

function isObject(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function callText(id: string, action: string, payload: Payload): string {
  return `[2,${JSON.stringify(id)},${JSON.stringify(action)},${JSON.stringify(payload)}]`
}

export function sendText(id: string, action: string, payload: Payload): string {
  return `[6,${JSON.stringify(id)},${JSON.stringify(action)},${JSON.stringify(payload)}]`
}

export function resultText(id: string, payload: Payload): string {
  return `[3,${JSON.stringify(id)},${JSON.stringify(payload)}]`
}

/** CALLERROR (4) or, since 2.1, CALLRESULTERROR (5). The description is cut to the standard's 255 characters. */
export function errorText(
  type: 4 | 5,
  id: string | number,
  code: RpcErrorCode,
  description: string,
  version: OcppVersion,
): string {
  return JSON.stringify([type, id, wireCode(code, version), description.slice(0, maxDescriptionLength), {}])
}
