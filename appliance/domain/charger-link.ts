import type { Protocol } from './protocol.ts'

/** The answer of a charger to a message that the gateway sent it, or why there is none. */
export type ChargerReply =
  | { readonly ok: true; readonly payload: object }
  | {
      readonly ok: false
      /**
       * `offline`: it is not connected, or the connection ended meanwhile. `busy`: too many messages wait
       * for it. `not_supported`: its protocol version has no such action. `bad_request`: the payload breaks
       * the action's schema. `call_error`: it answered with a CALLERROR. `bad_response`: its answer breaks
       * the schema.
       */
      readonly why:
        | 'offline'
        | 'busy'
        | 'timed_out'
        | 'cancelled'
        | 'not_supported'
        | 'bad_request'
        | 'call_error'
        | 'bad_response'
      /** One sentence, without any payload value. */
      readonly detail: string
      /** The CALLERROR's code. */
      readonly code?: string
    }

export interface ChargerPresence {
  readonly protocol: Protocol
  readonly onlineSince: Temporal.Instant
  readonly lastMessageAt: Temporal.Instant
  /** How far its clock is ahead of ours (negative: behind); null before it has told a time. */
  readonly clockSkewMs: number | null
}

/** What the rest of the gateway may ask of the connected chargers; `ocpp/` provides it. */
export interface ChargerLink {
  /** Null while the charger is offline. */
  presence(chargerId: string): ChargerPresence | null
  /** Sends an action of the charger's own protocol version; resolves always, within `timeoutMs`. */
  call(
    chargerId: string,
    action: string,
    payload: object,
    options?: { timeoutMs?: number; signal?: AbortSignal },
  ): Promise<ChargerReply>
  /** Why a message could not be sent to a charger of this protocol version, online or not; null: it can. */
  check(protocol: Protocol, action: string, payload: object): ChargerReply | null
  /** The actions that a gateway may send in this protocol version. */
  actions(protocol: Protocol): readonly string[]
  /** A payload with identifiers masked and secrets taken out, as it may be stored and shown. */
  redact(payload: object, protocol: Protocol): object
  /** Ends its connection, for example because it has been removed. */
  disconnect(chargerId: string, reason: string): void
}
