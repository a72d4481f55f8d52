import {
  heldAt,
  nextChange,
  nextOverrideEdge,
  overridesAt,
  type AccessMode,
  type AccessOverride,
  type AccessPolicy,
  type ModeBecause,
} from '../access-mode.ts'
import { localText } from '../local-time.ts'
import { scheduleOf } from './schedule-of.ts'

/** An instant at which the expected mode becomes another one. */
export interface Boundary {
  readonly at: Temporal.Instant
  /** As the depot's clocks show it, with its offset: `2026-11-20T18:00:00.000+01:00`. */
  readonly localAt: string
  readonly mode: AccessMode
  readonly because: ModeBecause
}

/** An override or window that contains a segment, whether it holds there or another one is above it. */
export interface Claim {
  readonly source: 'override' | 'window'
  readonly id: number
  readonly mode: AccessMode
}

/** A stretch `[from, until)` with one cause and the same claims beneath it. */
export interface Segment {
  readonly from: Temporal.Instant
  readonly until: Temporal.Instant
  /** As the depot's clocks show them, with their offset. */
  readonly localFrom: string
  readonly localUntil: string
  readonly mode: AccessMode
  readonly because: ModeBecause
  /** What would hold if the cause did not, in the order in which they would; the default is beneath them all. */
  readonly beneath: readonly Claim[]
}

/** The changes of the expected mode in `[from, until)`, in order. Work grows with the range. */
export function boundariesBetween(
  policy: AccessPolicy,
  overrides: readonly AccessOverride[],
  from: Temporal.Instant,
  until: Temporal.Instant,
): Boundary[] {
  const boundaries: Boundary[] = []
  const untilMs = until.epochMilliseconds
  // A change at `from` itself belongs to the range, so begin just before it.
  for (let atMs = from.epochMilliseconds - 1; ;) {
    const change = nextChange(policy, overrides, atMs, untilMs - atMs)
    if (change === null || change.atMs >= untilMs) return boundaries
    const at = Temporal.Instant.fromEpochMilliseconds(change.atMs)
    boundaries.push({ at, localAt: localText(at, policy.zone), ...heldAt(policy, overrides, change.atMs) })
    atMs = change.atMs
  }
}

/** Who holds which stretch of `[from, until)`, without gaps, for a calendar. Work grows with the range. */
export function segmentsBetween(
  policy: AccessPolicy,
  overrides: readonly AccessOverride[],
  from: Temporal.Instant,
  until: Temporal.Instant,
): Segment[] {
  const stretches: Stretch[] = []
  const untilMs = until.epochMilliseconds
  for (let atMs = from.epochMilliseconds; atMs < untilMs;) {
    const endMs = Math.min(
      scheduleOf(policy).spanAt(atMs).untilMs,
      nextOverrideEdge(overrides, atMs),
      untilMs,
    )
    const claims = claimsAt(policy, overrides, atMs)
    const last = stretches.at(-1)
    if (last && sameClaims(last.claims, claims)) last.untilMs = endMs
    else stretches.push({ fromMs: atMs, untilMs: endMs, claims })
    atMs = endMs
  }
  return stretches.map((stretch) => segmentOf(policy, stretch))
}

interface Stretch {
  readonly fromMs: number
  untilMs: number
  readonly claims: readonly Claim[]
}

function claimsAt(policy: AccessPolicy, overrides: readonly AccessOverride[], atMs: number): Claim[] {
  const { windows } = scheduleOf(policy).spanAt(atMs)
  return [
    ...overridesAt(overrides, atMs).map(({ id, mode }) => ({ source: 'override' as const, id, mode })),
    ...windows.map(({ id, mode }) => ({ source: 'window' as const, id, mode })),
  ]
}

function sameClaims(some: readonly Claim[], others: readonly Claim[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ source, id }, index) => source === others[index]!.source && id === others[index]!.id)
  )
}

function segmentOf(
  { defaultMode, version, zone }: AccessPolicy,
  { fromMs, untilMs, claims }: Stretch,
): Segment {
  const from = Temporal.Instant.fromEpochMilliseconds(fromMs)
  const until = Temporal.Instant.fromEpochMilliseconds(untilMs)
  const [holder, ...beneath] = claims
  return {
    from,
    until,
    localFrom: localText(from, zone),
    localUntil: localText(until, zone),
    mode: holder?.mode ?? defaultMode,
    because: { source: holder?.source ?? 'default', id: holder?.id ?? null, version },
    beneath,
  }
}
