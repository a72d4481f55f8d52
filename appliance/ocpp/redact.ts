import { isErrorCode } from './rpc/error-code.ts'
import type { OcppVersion } from './rpc/protocol.ts'
import { isAction } from './rpc/schemas.ts'
import { maskProse, sizeOf } from './redaction/mask-text.ts'
import { shownMessageId } from './redaction/message-id.ts'
import { redactDetails, redactFields } from './redaction/redact-value.ts'

/** The message types of OCPP-J (2.1 Part 4, §4.1.3), or why a frame is none of them. */
export type FrameKind = 'call' | 'result' | 'error' | 'result_error' | 'send' | 'unreadable'

/** A frame as it may be stored and shown. */
export interface RedactedFrame {
  readonly text: string
  readonly kind: FrameKind
  /** Of a CALL or SEND; an answer does not name it. */
  readonly action: string | null
  readonly messageId: string | null
}

/** Longer frames are cut off: a local list of ten thousand entries helps nobody to find a fault. */
const maxTextLength = 16_384

/**
 * Takes identifiers and secrets out of a frame by the names of its fields, so that answers, which name no action,
 * are covered too. What the version's schemas have no room for (fields, actions, words, times), and frames that
 * cannot be read, are shown by their length only. So are descriptions of errors, but for our own (`out`), which
 * never quote.
 */
export function redactFrame(
  text: string,
  version: OcppVersion,
  direction: 'in' | 'out' = 'in',
): RedactedFrame {
  const frame = parsed(text)
  if (frame === undefined) return unreadable(text, 'not valid JSON')
  if (!Array.isArray(frame)) return unreadable(text, 'not a JSON array')
  const [type, id, ...rest] = frame as unknown[]
  const kind = kindOf(type, version)
  if (kind === null) return unreadable(text, 'not an OCPP message type')
  const messageId = shownMessageId(id)
  const action = kind === 'call' || kind === 'send' ? shownAction(rest[0], version) : null
  return {
    text: cut(JSON.stringify([type, messageId, ...redactedRest(kind, rest, version, direction)])),
    kind,
    action,
    messageId,
  }
}

/** The same for a payload by itself, such as that of a command. */
export function redactPayload(payload: unknown, version: OcppVersion): unknown {
  return redactFields(payload, version)
}

function redactedRest(
  kind: FrameKind,
  rest: readonly unknown[],
  version: OcppVersion,
  direction: 'in' | 'out',
): unknown[] {
  switch (kind) {
    case 'call':
    case 'send':
      return [
        shownAction(rest[0], version),
        ...rest.slice(1).map((part) => redactFields(part, version, String(rest[0]))),
      ]
    case 'result':
      return rest.map((part) => redactFields(part, version))
    case 'error':
    case 'result_error':
      return rest.map((part, index) => errorPart(part, index, direction))
    case 'unreadable':
      return []
    default:
      return kind satisfies never
  }
}

/** Code, description and details (§4.2.3). */
function errorPart(part: unknown, index: number, direction: 'in' | 'out'): unknown {
  if (typeof part !== 'string') return redactDetails(part)
  if (index === 0 && isErrorCode(part)) return part
  if (index === 1 && direction === 'out') return maskProse(part)
  return part === '' ? part : sizeOf(part)
}

function kindOf(type: unknown, version: OcppVersion): FrameKind | null {
  if (type === 2) return 'call'
  if (type === 3) return 'result'
  if (type === 4) return 'error'
  if (version !== 'ocpp2.1') return null
  if (type === 5) return 'result_error'
  return type === 6 ? 'send' : null
}

/** A name of the standard; anything else could be whatever somebody put there. */
function shownAction(action: unknown, version: OcppVersion): string | null {
  if (typeof action !== 'string') return null
  return isAction(version, action) ? action : sizeOf(action)
}

function unreadable(text: string, reason: string): RedactedFrame {
  return { text: `‹${reason}, ${text.length} characters›`, kind: 'unreadable', action: null, messageId: null }
}

function cut(text: string): string {
  return text.length <= maxTextLength ? text : `${text.slice(0, maxTextLength)}… ${sizeOf(text)}`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
