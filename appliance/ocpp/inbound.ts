import type { ChargerInstant } from '../domain/charger-clock.ts'
import type { Protocol } from '../domain/protocol.ts'
import type { FlowContext, Origin } from '../flows/context.ts'
import type { ChargerFacts } from '../store/facts.ts'
import type { Payload } from './rpc/message.ts'

/** A message of an approved charger, its payload as the schema of its version has it. */
export interface Inbound<P> {
  readonly flow: FlowContext
  readonly charger: ChargerFacts
  readonly protocol: Protocol
  readonly payload: P
  readonly receivedAt: Temporal.Instant
  /** When the connection began. */
  readonly connectedAt: Temporal.Instant
  readonly origin: Origin
  readonly device: Device
}

/** What the device layer does for handlers besides carrying their messages. */
export interface Device {
  /** The charger has introduced itself and is served; it will be heard of at least this often. */
  booted(heartbeatIntervalS: number): void
  /** Reads a timestamp of the charger; what had to be put up with is counted. */
  time(text: string | null | undefined): ChargerInstant
  /** The same, of a message that it sends the moment it happens: tells how far its clock is off. */
  liveTime(text: string | null | undefined): ChargerInstant
  /** A time of a message that may have waited in the charger: tells of its clock once it is sure not to have. */
  weighTime(time: ChargerInstant): void
  /** A session that was denied is running: see to it that it stops. */
  watchDenied(sessionId: number): void
}

/**
 * Answers one action. What it returns is sent once it resolves, so whatever the answer acknowledges has
 * been committed by then.
 */
export type Handler = (inbound: Inbound<never>) => Payload | Promise<Payload>
