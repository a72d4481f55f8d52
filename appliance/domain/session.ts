import { sendingTimeMs } from './charger-clock.ts'
import { toThousandth } from './thousandth.ts'

/** `started`: accepted, no energy yet. `charging`: energy has flowed. `ended`: over, for whatever cause. */
export const sessionStates = ['started', 'charging', 'ended'] as const
export type SessionState = (typeof sessionStates)[number]

/** What is remarkable about a session; any number of them. */
export const sessionFlags = [
  /** Took place, wholly or in part, while the charger could not reach the gateway. */
  'offline',
  /** The end came, the start never did. */
  'start_missing',
  /** Closed by the gateway: the charger never told the end. */
  'stop_missing',
  /** Another session began on the connector while this one was open. */
  'superseded',
  /** The charger's timestamps could not be believed. */
  'clock_suspect',
  /** The verdict on its identifier was deny. */
  'denied',
  /** Was stopped from here because managed access had begun. */
  'boundary',
  /** Numbered messages of the charger are missing (OCPP 2.x `seqNo`). */
  'sequence_gap',
  /** The meter ran backwards, or said what no meter says, so no energy is stated. */
  'energy_suspect',
  /** The charger named a connector that cannot be. */
  'place_suspect',
] as const
export type SessionFlag = (typeof sessionFlags)[number]

/**
 * Energy between two readings of one meter, in Wh. A register that runs backwards was reset or replaced:
 * then nothing is stated and the session is flagged.
 */
export function energyBetween(
  startWh: number | null,
  stopWh: number | null,
): { readonly energyWh: number | null; readonly flag: 'energy_suspect' | null } {
  if (startWh === null || stopWh === null) return { energyWh: null, flag: null }
  if (stopWh < startWh) return { energyWh: null, flag: 'energy_suspect' }
  return { energyWh: toThousandth(stopWh - startWh), flag: null }
}

/**
 * Whether a message tells of a time before the connection that carried it, so that nobody could be asked then.
 * A charger's clock that is slow by a few seconds does not make a live start a replayed one.
 */
export function isReplayed(
  startedAt: Temporal.Instant,
  receivedAt: Temporal.Instant,
  connectedAt: Temporal.Instant,
): boolean {
  const beforeConnection = Temporal.Instant.compare(startedAt, connectedAt) < 0
  return beforeConnection && receivedAt.epochMilliseconds - startedAt.epochMilliseconds > sendingTimeMs
}
