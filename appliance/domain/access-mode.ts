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
  /** No window can exist yet, so the type admits none. */
  readonly windows: readonly never[]
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

/** A stretch of time under one cause; `until` is where the cause may change, the mode need not. */
interface Stretch {
  readonly mode: AccessMode
  readonly because: ModeBecause
  readonly until: Temporal.Instant | null
}

/**
 * Which mode is expected at an instant, why, and when it changes next. The only place that knows: the timer,
 * the API and the calendar ask here. The newest override in force beats the schedule.
 */
export function modeAt(
  policy: AccessPolicy,
  overrides: readonly AccessOverride[],
  at: Temporal.Instant,
): ModeAnswer {
  const { mode, because, until } = stretchAt(policy, overrides, at)
  for (let from = until; from !== null;) {
    const later = stretchAt(policy, overrides, from)
    if (later.mode !== mode) return { mode, because, nextChangeAt: from, nextMode: later.mode }
    from = later.until
  }
  return { mode, because, nextChangeAt: null, nextMode: null }
}

function stretchAt(
  policy: AccessPolicy,
  overrides: readonly AccessOverride[],
  at: Temporal.Instant,
): Stretch {
  const scheduled = scheduledAt(policy)
  const override = overrideAt(overrides, at)
  const until = earliest(scheduled.until, nextOverrideEdge(overrides, at))
  if (override === null) return { ...scheduled, until }
  const because: ModeBecause = { source: 'override', id: override.id, version: policy.version }
  return { mode: override.mode, because, until }
}

function scheduledAt(policy: AccessPolicy): Stretch {
  const because: ModeBecause = { source: 'default', id: null, version: policy.version }
  return { mode: policy.defaultMode, because, until: null }
}

function overrideAt(overrides: readonly AccessOverride[], at: Temporal.Instant): AccessOverride | null {
  let newest: AccessOverride | null = null
  for (const override of overrides) {
    if (isBefore(at, override.from) || !isBefore(at, override.until)) continue
    if (newest === null || override.id > newest.id) newest = override
  }
  return newest
}

function nextOverrideEdge(
  overrides: readonly AccessOverride[],
  at: Temporal.Instant,
): Temporal.Instant | null {
  let next: Temporal.Instant | null = null
  for (const override of overrides) {
    if (!isBefore(override.from, override.until)) continue
    if (isBefore(at, override.from)) next = earliest(next, override.from)
    if (isBefore(at, override.until)) next = earliest(next, override.until)
  }
  return next
}

function earliest(one: Temporal.Instant | null, other: Temporal.Instant | null): Temporal.Instant | null {
  if (one === null) return other
  if (other === null) return one
  return isBefore(other, one) ? other : one
}

function isBefore(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) < 0
}
