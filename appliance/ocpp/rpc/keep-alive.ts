import type { Cancel, Clock } from '../../domain/clock.ts'
import type { Connection } from './connection.ts'
import type { RpcCounters } from './counters.ts'

export interface KeepAliveLimits {
  readonly pingIntervalMs: number
  /** What a slow network may add to two missed intervals. */
  readonly pongGraceMs: number
}

/** What the sweep looks at: readings of the monotonic clock and what the charger has shown it can do. */
export type Pulse = Pick<
  Connection,
  'lastHeardMs' | 'lastPingMs' | 'hasPonged' | 'heartbeatIntervalMs' | 'reading'
>

/**
 * What a connection needs now. A charger that pongs and has been silent for two intervals and the grace is
 * gone (half-open socket). Some firmwares never pong: those live on as long as they talk, if only at the pace
 * of their heartbeats. One that we have stopped reading cannot be blamed for its silence.
 */
export function pulseCheck(
  pulse: Pulse,
  nowMs: number,
  limits: KeepAliveLimits,
): 'leave' | 'ping' | 'terminate' {
  const { pingIntervalMs, pongGraceMs } = limits
  // The first ping goes out at once: it tells whether this charger pongs at all.
  if (pulse.lastPingMs === null) return 'ping'
  const periodMs = pulse.hasPonged ? pingIntervalMs : Math.max(pingIntervalMs, pulse.heartbeatIntervalMs)
  const quietMs = nowMs - pulse.lastHeardMs
  if (quietMs > 2 * periodMs + pongGraceMs && pulse.reading) return 'terminate'
  return nowMs - Math.max(pulse.lastHeardMs, pulse.lastPingMs) >= pingIntervalMs ? 'ping' : 'leave'
}

/** One timer for all connections: thousands of timers of their own would cost memory and gain nothing. */
export class KeepAlive {
  readonly #connections: ReadonlyMap<string, Connection>
  readonly #clock: Clock
  readonly #limits: KeepAliveLimits
  readonly #counters: RpcCounters
  #stopTimer: Cancel | null = null

  constructor(
    connections: ReadonlyMap<string, Connection>,
    clock: Clock,
    limits: KeepAliveLimits,
    counters: RpcCounters,
  ) {
    this.#connections = connections
    this.#clock = clock
    this.#limits = limits
    this.#counters = counters
  }

  start(): void {
    const everyMs = Math.min(1000, this.#limits.pingIntervalMs / 4)
    this.#stopTimer = this.#clock.after(everyMs, () => {
      this.#sweep(this.#clock.monotonicMs())
      this.start()
    })
  }

  stop(): void {
    this.#stopTimer?.()
    this.#stopTimer = null
  }

  #sweep(nowMs: number): void {
    for (const connection of this.#connections.values()) {
      switch (pulseCheck(connection, nowMs, this.#limits)) {
        case 'ping':
          connection.ping(nowMs)
          break
        case 'terminate':
          this.#counters.halfOpenTerminated++
          connection.terminate('half_open')
          break
        case 'leave':
          break
      }
    }
  }
}
