import type { X509Certificate } from 'node:crypto'
import type { Clock } from '../../domain/clock.ts'
import type { Log } from '../../log.ts'
import type { Connection } from './connection.ts'
import type { RpcCounters } from './counters.ts'
import type { Payload } from './message.ts'
import type { OcppVersion } from './protocol.ts'
import type { SchemaProblem } from './schema-problem.ts'
import type { PayloadKind } from './schemas.ts'

/** What a charger presents before it is let in. */
export interface AdmissionRequest {
  readonly identity: string
  /** The bytes of the Basic credentials after `identity:`, exactly as sent; null when none were. */
  readonly password: Uint8Array | null
  /** The subprotocols offered, in the charger's order; empty when the header is missing. */
  readonly offered: readonly string[]
  /** What we would pick among them, null when none is ours. */
  readonly protocol: OcppVersion | null
  readonly remoteAddress: string
  readonly tls: TlsFacts | null
}

export interface TlsFacts {
  /** Such as `TLSv1.3`. */
  readonly version: string
  readonly clientCertificate: X509Certificate | null
  /** Whether it verified against the authorities the server was given. */
  readonly clientCertificateTrusted: boolean
}

/**
 * Whether a charger is let in. `protocol` is normally the one of the request; a profile may name 1.6 for a
 * charger that offers none; null lets the handshake end the way the standard wants without a common one.
 */
export type Admission =
  | {
      readonly admit: true
      readonly protocol: OcppVersion | null
      /** Default: the server's. */
      readonly maxFrameBytes?: number
      /** Default: the server's. */
      readonly callTimeoutMs?: number
    }
  | {
      readonly admit: false
      readonly status: 400 | 401 | 403 | 404 | 429 | 503
      readonly reason: string
      /** With 429 and 503; a few seconds where it is not said. */
      readonly retryAfterS?: number
    }

/** Why a connection is over. */
export type CloseReason =
  | 'closed_by_charger'
  | 'closed_by_gateway'
  | 'replaced'
  | 'half_open'
  | 'slow_reader'
  | 'frame_too_large'
  | 'protocol_error'
  | 'abuse'
  | 'shutting_down'

/** A handshake that did not become a connection. The reason is in plain words, for the technician. */
export interface RefusedHandshake {
  readonly remoteAddress: string
  readonly identity: string | null
  /** The HTTP status sent; null when it failed before HTTP, in TLS. */
  readonly status: number | null
  readonly reason: string
}

/** The device layer, as the RPC layer sees it. */
export interface RpcOwner {
  admit(request: AdmissionRequest): Admission | Promise<Admission>
  /**
   * Answers a CALL whose payload fits its schema. What is returned at once is sent at once. Throws `RpcError`
   * to answer with a CALLERROR. The message id is for traces only: chargers repeat them.
   */
  handleCall(
    connection: Connection,
    action: string,
    payload: Payload,
    messageId: string,
  ): Payload | Promise<Payload>
  /** Takes a SEND (2.1) whose payload fits its schema; nothing is ever answered. */
  handleSend?(connection: Connection, action: string, payload: Payload): void | Promise<void>
  onOpen(connection: Connection): void
  /** Called once per connection, before `onOpen` of the one that replaces it. */
  onClose(connection: Connection, reason: CloseReason): void
  /** Every text frame, in and out, as it was on the wire. */
  onFrame?(connection: Connection, direction: 'in' | 'out', text: string): void
  /** A payload does not fit its schema: the profile's tolerances may return one that does. */
  repair?(
    connection: Connection,
    action: string,
    payload: Payload,
    problem: SchemaProblem,
    kind: PayloadKind,
  ): Payload | null
  /** The charger could not use an answer of ours (CALLRESULTERROR, 2.1). */
  onResultError?(connection: Connection, messageId: string, code: string, description: string): void
  onRefused?(handshake: RefusedHandshake): void
}

/** Limits of every connection. */
export interface ConnectionLimits {
  /** Requests of one charger that may be in their handlers at once. */
  readonly maxHandlers: number
  readonly maxWaitingCalls: number
  readonly callTimeoutMs: number
  /** Messages per second and charger; 0 turns the limit off. */
  readonly ratePerS: number
  /** Bytes that a charger may leave unread before it is cut off. */
  readonly maxUnreadBytes: number
  /** How long a closed socket may take to say goodbye. */
  readonly closeGraceMs: number
}

/** What all connections of a server share. */
export interface RpcContext {
  readonly owner: RpcOwner
  readonly clock: Clock
  readonly log: Log
  readonly counters: RpcCounters
  readonly limits: ConnectionLimits
  /** The connection has ended, for whatever reason. Called once. */
  ended(connection: Connection, reason: CloseReason): void
}
