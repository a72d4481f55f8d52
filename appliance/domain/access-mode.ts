import type { AccessWindow } from './schedule/access-window.ts'
import { scheduleOf } from './schedule/schedule-of.ts'

/** `freevend`: anyone may charge, nothing is decided. `managed_access`: each attempt is decided first. */
export const accessModes = ['freevend', 'managed_access'] as const
export type AccessMode = (typeof accessModes)[number]

/** How the observed mode stands to the expected one. */
export const modeStatuses = [
  'confirmed',
  'applying',
  'unconfirmed',
  'rejected',
  'drifted',
  'unsupported',
] as const
export type ModeStatus = (typeof modeStatuses)[number]

/** What becomes of a running session when managed access begins. */
export const boundaryRules = ['finish', 'reauthorise', 'stop'] as const
export type BoundaryRule = (typeof boundaryRules)[number]

/** What decides when the clock is not to be trusted or the identifier list is too old. */
export const fallbacks = ['use_last_known', 'deny_all'] as const
export type Fallback = (typeof fallbacks)[number]

/** Who may charge while the charger cannot reach the gateway. */
export const offlinePolicies = ['listed_only', 'deny_all'] as const
export type OfflinePolicy = (typeof offlinePolicies)[number]

/** The rules of one charger, with the depot's zone, in which windows are meant. */
export interface AccessPolicy {
  readonly defaultMode: AccessMode
  readonly windows: readonly AccessWindow[]
  readonly onBoundary: BoundaryRule
  readonly fallback: Fallback
  readonly offlinePolicy: OfflinePolicy
  /** Beyond this age of the identifier list the fallback decides; `null`: no limit. */
  readonly listMaxAgeS: number | null
  /** IANA zone of the depot. */
  readonly zone: string
  /** Counts the changes of this policy. */
  readonly version: number
}

/** Someone opened or restricted a charger by hand, in `[from, until)`. */
export interface AccessOverride {
  /** Grows with each override, so the greatest is the newest. */
  readonly id: number
  readonly mode: AccessMode
  readonly from: Temporal.Instant
  readonly until: Temporal.Instant
  readonly reason: string
  readonly actor: string
}

export const modeSources = ['override', 'window', 'default'] as const
export type ModeSource = (typeof modeSources)[number]

export interface ModeBecause {
  readonly source: ModeSource
  /** Of the override or window. */
  readonly id: number | null
  /** Of the policy in force. */
  readonly version: number
}

export interface ModeAnswer {
  readonly mode: AccessMode
  readonly because: ModeBecause
  /** When the mode next becomes another one; `null`: never, as things stand. */
  readonly nextChangeAt: Temporal.Instant | null
  readonly nextMode: AccessMode | null
}

/** A mode with its cause. */
export interface HeldMode {
  readonly mode: AccessMode
  readonly because: ModeBecause
}

/** A mode that begins at `atMs` (epoch milliseconds). */
export interface ModeChange {
  readonly atMs: number
  readonly mode: AccessMode
}

/** How far ahead changes and overlaps are looked for: more than a year, so that a yearly window is met. */
export const lookAheadDays = 400
const lookAheadMs = lookAheadDays * 86_400_000

/**
 * Which mode is expected at an instant, why, and when it changes next. The only place that knows: the timer,
 * the API and the calendar ask here. The newest override in force beats the windows, of which the highest
 * priority beats the others and the default. Windows are looked up 400 days ahead.
 */
export function modeAt(
  policy: AccessPolicy,
  overrides: readonly AccessOverride[],
  at: Temporal.Instant,
): ModeAnswer {
  const atMs = at.epochMilliseconds
  const next = nextChange(policy, overrides, atMs, lookAheadMs)
  return {
    ...heldAt(policy, overrides, atMs),
    nextChangeAt: next && Temporal.Instant.fromEpochMilliseconds(next.atMs),
    nextMode: next && next.mode,
  }
}

/** The mode at an instant (epoch ms) and its cause. */
export function heldAt(policy: AccessPolicy, overrides: readonly AccessOverride[], atMs: number): HeldMode {
  const { version } = policy
  const override = overridesAt(overrides, atMs)[0]
  if (override) return { mode: override.mode, because: { source: 'override', id: override.id, version } }
  const { mode, windows } = scheduleOf(policy).spanAt(atMs)
  const window = windows[0]
  if (window) return { mode, because: { source: 'window', id: window.id, version } }
  return { mode, because: { source: 'default', id: null, version } }
}

/**
 * The first change of mode after `fromMs`, past all edges at which only the cause changes. Overrides are seen
 * however late they end; windows up to `aheadMs` beyond `fromMs` or the last override before them.
 */
export function nextChange(
  policy: AccessPolicy,
  overrides: readonly AccessOverride[],
  fromMs: number,
  aheadMs: number,
): ModeChange | null {
  const { mode } = heldAt(policy, overrides, fromMs)
  for (let atMs = fromMs; ;) {
    const edgeMs = nextOverrideEdge(overrides, atMs)
    if (overridesAt(overrides, atMs).length === 0) {
      const change = scheduleOf(policy).nextChange(atMs, Math.min(atMs + aheadMs, edgeMs))
      if (change) return { atMs: change.fromMs, mode: change.mode }
    }
    if (edgeMs === Number.POSITIVE_INFINITY) return null
    const held = heldAt(policy, overrides, edgeMs)
    if (held.mode !== mode) return { atMs: edgeMs, mode: held.mode }
    atMs = edgeMs
  }
}

/** The overrides in force at an instant (epoch ms), newest first. */
export function overridesAt(overrides: readonly AccessOverride[], atMs: number): AccessOverride[] {
  return overrides
    .filter(({ from, until }) => from.epochMilliseconds <= atMs && atMs < until.epochMilliseconds)
    .sort((one, other) => other.id - one.id)
}

/** The next instant (epoch ms) at which an override begins or ends; infinite where none does. */
export function nextOverrideEdge(overrides: readonly AccessOverride[], atMs: number): number {
  let nextMs = Number.POSITIVE_INFINITY
  for (const { from, until } of overrides) {
    const [fromMs, untilMs] = [from.epochMilliseconds, until.epochMilliseconds]
    if (fromMs >= untilMs) continue
    if (atMs < fromMs) nextMs = Math.min(nextMs, fromMs)
    if (atMs < untilMs) nextMs = Math.min(nextMs, untilMs)
  }
  return nextMs
}
