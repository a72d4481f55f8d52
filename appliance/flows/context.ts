import type { Clock } from '../domain/clock.ts'
import type { ClockConfidence } from '../domain/decision.ts'
import type { Keys } from '../domain/identifier-keys.ts'
import type { Publish } from '../domain/live-event.ts'
import type { Log } from '../log.ts'
import type { Facts } from '../store/facts.ts'
import type { GroupCommit } from '../store/group-commit.ts'
import type { Store } from '../store/store.ts'
import type { TelemetryGate } from '../store/telemetry-gate.ts'

/** What every flow works with. `compose.ts` makes the one of the process, tests make their own. */
export interface FlowContext {
  readonly store: Store
  readonly commits: GroupCommit
  readonly facts: Facts
  readonly clock: Clock
  /** How far the wall clock can be trusted right now. */
  readonly clockConfidence: () => ClockConfidence
  /**
   * The instant to look up in schedules: the one given, or the last that was recorded while the clock is
   * unknown, so that a wrong clock leaves every charger in the mode that it had.
   */
  readonly scheduleTime: (at: Temporal.Instant) => Temporal.Instant
  readonly keys: Keys
  /** The depot's IANA zone. */
  readonly zone: string
  /** Whether the disk has room for telemetry. */
  readonly telemetry: TelemetryGate
  readonly publish: Publish
  readonly log: Log
}

/** Who asked for a change, and in which request; both end up in the ledger. */
export interface Origin {
  /** `charger:CP1`, `user:ana`, `token:ci`, `cli:root`, `gateway`. */
  readonly actor: string
  readonly requestId: string | null
}

/** The gateway acting on its own account. */
export const gatewayOrigin: Origin = { actor: 'gateway', requestId: null }
