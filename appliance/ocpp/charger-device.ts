import {
  agree,
  chargerInstant,
  measuredSkewMs,
  skewMs,
  tellsOfClock,
  type ChargerInstant,
  type ClockReading,
  type TimestampFlaw,
} from '../domain/charger-clock.ts'
import type { Cancel, Clock } from '../domain/clock.ts'
import type { Tolerance } from '../domain/firmware-profile.ts'
import type { Origin } from '../flows/context.ts'
import type { Device } from './inbound.ts'
import type { Connection } from './rpc/connection.ts'

/** What a device needs from the server that it is connected to. */
export interface DeviceOwner {
  readonly clock: Clock
  tolerated(chargerId: string, tolerance: Tolerance): void
  booted(device: ChargerDevice): void
  watchDenied(chargerId: string, sessionId: number): void
}

const skewSamples = 9

const toleranceOf: Readonly<Record<TimestampFlaw, Tolerance>> = {
  missing: 'missing_timestamp',
  no_zone: 'timestamp_without_zone',
  far_off: 'clock_far_off',
  unreadable: 'missing_timestamp',
}

/** A connected charger as the device layer knows it: one per connection, and small, for there are thousands. */
export class ChargerDevice implements Device {
  readonly connection: Connection
  readonly connectedAt: Temporal.Instant
  readonly origin: Origin
  readonly #owner: DeviceOwner
  #skewsMs: number[] | null = null
  /** Of messages that may have waited, the first of those that agree with each other. */
  #unsure: ClockReading | null = null
  #cancel: Cancel | null = null

  constructor(owner: DeviceOwner, connection: Connection) {
    this.#owner = owner
    this.connection = connection
    this.connectedAt = connection.connectedAt
    this.origin = { actor: `charger:${connection.identity}`, requestId: null }
  }

  get id(): string {
    return this.connection.identity
  }

  /** How far its clock is ahead of ours; null before it has told a time. */
  get clockSkewMs(): number | null {
    return measuredSkewMs(this.#skewsMs ?? [])
  }

  /** Runs one thing later, instead of what was to run before; not at all once it has disconnected. */
  after(delayMs: number, run: () => void): void {
    this.#cancel?.()
    this.#cancel = this.#owner.clock.after(delayMs, run)
  }

  disconnected(): void {
    this.#cancel?.()
  }

  booted(heartbeatIntervalS: number): void {
    this.connection.heartbeatIntervalMs = heartbeatIntervalS * 1000
    this.#owner.booted(this)
  }

  time(text: string | null | undefined): ChargerInstant {
    const read = chargerInstant(text, this.#owner.clock.now())
    if (read.flaw !== null) this.#owner.tolerated(this.id, toleranceOf[read.flaw])
    return read
  }

  liveTime(text: string | null | undefined): ChargerInstant {
    const read = this.time(text)
    if (read.claimed !== null) this.#noteSkew(skewMs(read.claimed, this.#owner.clock.now()))
    return read
  }

  weighTime({ claimed }: ChargerInstant): void {
    if (claimed === null) return
    const receivedAt = this.#owner.clock.now()
    const reading = { skewMs: skewMs(claimed, receivedAt), receivedAt }
    if (tellsOfClock(reading, this.#unsure, this.connectedAt)) this.#noteSkew(reading.skewMs)
    if (this.#unsure === null || !agree(reading, this.#unsure)) this.#unsure = reading
  }

  watchDenied(sessionId: number): void {
    this.#owner.watchDenied(this.id, sessionId)
  }

  #noteSkew(skew: number): void {
    this.#skewsMs ??= []
    this.#skewsMs.push(skew)
    if (this.#skewsMs.length > skewSamples) this.#skewsMs.shift()
  }
}
