import { lookAheadDays, type AccessMode } from '../access-mode.ts'
import { localText } from '../local-time.ts'
import type { AccessWindow } from './access-window.ts'
import { compileWindow, type Occurrence } from './compiled-window.ts'

/** Two windows that want different modes at the same time, `[from, until)`, with equal priority. */
export interface WindowOverlap {
  readonly windows: readonly [AccessWindow, AccessWindow]
  readonly from: Temporal.Instant
  readonly until: Temporal.Instant
  /** As the depot's clocks show them, with their offset. */
  readonly localFrom: string
  readonly localUntil: string
  /** IANA zone of the local times. */
  readonly zone: string
}

interface Taken extends Occurrence {
  readonly window: AccessWindow
}

/**
 * The first stretch, within 400 days from `from`, for which two windows of equal priority want different modes;
 * null where there is none. Windows of different priority, or of one mode, may overlap.
 */
export function firstOverlap(
  windows: readonly AccessWindow[],
  zone: string,
  from: Temporal.Instant,
): WindowOverlap | null {
  const fromMs = from.epochMilliseconds
  const untilMs = fromMs + lookAheadDays * 86_400_000
  let first: Clash | null = null
  for (const rivals of rivalGroups(windows)) {
    const taken = rivals.flatMap((window) => takenBy(window, zone, fromMs, untilMs))
    const clash = firstClash(taken)
    if (clash && (first === null || clash.fromMs < first.fromMs)) first = clash
  }
  return first && overlapOf(first, zone)
}

function takenBy(window: AccessWindow, zone: string, fromMs: number, untilMs: number): Taken[] {
  const occurrences = compileWindow(window, zone).occurrencesBetween(fromMs, untilMs)
  return occurrences.map((occurrence) => ({
    fromMs: Math.max(occurrence.fromMs, fromMs),
    untilMs: occurrence.untilMs,
    window,
  }))
}

/** Windows of one priority, where they do not all have one mode. */
function rivalGroups(windows: readonly AccessWindow[]): AccessWindow[][] {
  const groups = Map.groupBy(windows, ({ priority }) => priority)
  return [...groups.values()].filter((group) => new Set(group.map(({ mode }) => mode)).size > 1)
}

interface Clash extends Occurrence {
  readonly windows: readonly [AccessWindow, AccessWindow]
}

/** Goes through occurrences by their start and keeps, for each mode, the one that lasts longest. */
function firstClash(taken: readonly Taken[]): Clash | null {
  const lasting = new Map<AccessMode, Taken>()
  for (const later of taken.toSorted((one, other) => one.fromMs - other.fromMs)) {
    const earlier = lasting.get(later.window.mode === 'freevend' ? 'managed_access' : 'freevend')
    if (earlier && earlier.untilMs > later.fromMs) {
      const untilMs = Math.min(earlier.untilMs, later.untilMs)
      return { fromMs: later.fromMs, untilMs, windows: [earlier.window, later.window] }
    }
    const same = lasting.get(later.window.mode)
    if (!same || same.untilMs < later.untilMs) lasting.set(later.window.mode, later)
  }
  return null
}

function overlapOf({ fromMs, untilMs, windows }: Clash, zone: string): WindowOverlap {
  const from = Temporal.Instant.fromEpochMilliseconds(fromMs)
  const until = Temporal.Instant.fromEpochMilliseconds(untilMs)
  return { windows, from, until, localFrom: localText(from, zone), localUntil: localText(until, zone), zone }
}
