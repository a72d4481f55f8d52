import type { AccessMode, ModeStatus } from './access-mode.ts'
import {
  statusAfter,
  type ModeAttempt,
  type ModeChangeOutcome,
  type ModeObservation,
} from './mode-attempt.ts'
import type { ExpectedBecause, ExpectedMode } from './rollout.ts'
import type { Boundary } from './schedule/mode-calendar.ts'
import { toUtcText } from './utc-text.ts'

/** Expected and observed mode of a charger, side by side, as they are stored. Instants are UTC text. */
export interface ChargerMode {
  readonly chargerId: string
  readonly expectedMode: AccessMode
  readonly expectedBecause: ExpectedBecause
  readonly expectedSince: string
  /** Null: not known. */
  readonly observedMode: AccessMode | null
  readonly observedAt: string | null
  readonly status: ModeStatus
  /** How often the expected mode has been tried so far. */
  readonly attempt: number
  readonly lastAttemptAt: string | null
  readonly nextAttemptAt: string | null
  readonly problem: string | null
  /** Changes since the last confirmation that nobody could try in time. */
  readonly missed: number
}

export interface Expectation extends Pick<ExpectedMode, 'mode' | 'because'> {
  readonly chargerId: string
  readonly since: Temporal.Instant
  readonly online: boolean
  /** Whether the charger can be put into managed access at all. */
  readonly enforceable: boolean
  /** How many earlier changes have been missed. */
  readonly missed: number
}

/** What is stored when this mode is expected; null where it was so already. */
export function expectMode(before: ChargerMode | undefined, expectation: Expectation): ChargerMode | null {
  const { chargerId, mode, because, since, online } = expectation
  const isSame = before?.expectedMode === mode
  const unsupported = mode === 'managed_access' && !expectation.enforceable
  if (isSame && (before.status === 'unsupported') === unsupported) return null
  return {
    chargerId,
    expectedMode: mode,
    expectedBecause: isSame ? before.expectedBecause : because,
    expectedSince: isSame ? before.expectedSince : toUtcText(since),
    observedMode: before?.observedMode ?? null,
    observedAt: before?.observedAt ?? null,
    status: unsupported ? 'unsupported' : online ? 'applying' : 'unconfirmed',
    attempt: 0,
    lastAttemptAt: before?.lastAttemptAt ?? null,
    nextAttemptAt: null,
    problem: null,
    missed: (before?.missed ?? 0) + expectation.missed,
  }
}

/** A change of mode that came to nothing because another one was due. */
export interface LostChange {
  readonly toMode: AccessMode
  readonly cause: ExpectedBecause['source']
  readonly startedAt: string
  readonly outcome: Extract<ModeChangeOutcome, 'missed' | 'superseded'>
  readonly problem: string | null
  readonly attempt: number
}

/**
 * The changes that are given up for the one that is expected now: the one before, if it was never confirmed, and
 * those that fell due while the gateway was off. `passed` are the boundaries since it last looked.
 */
export function lostChanges(
  before: ChargerMode,
  passed: readonly Boundary[],
  { mode, online }: { readonly mode: AccessMode; readonly online: boolean },
): LostChange[] {
  const whileOff = passed.slice(0, -1).map(({ at, mode: toMode, because }) => ({
    toMode,
    cause: because.source,
    startedAt: toUtcText(at),
    outcome: 'missed' as const,
    problem: 'The gateway was off until the next change was due.',
    attempt: 0,
  }))
  const isOpen = before.status !== 'confirmed' && before.status !== 'unsupported'
  return isOpen && before.expectedMode !== mode ? [givenUp(before, online), ...whileOff] : whileOff
}

function givenUp(
  { expectedMode, expectedBecause, expectedSince, attempt, problem }: ChargerMode,
  online: boolean,
): LostChange {
  const isMissed = attempt === 0 && !online
  return {
    toMode: expectedMode,
    cause: expectedBecause.source,
    startedAt: expectedSince,
    outcome: isMissed ? 'missed' : 'superseded',
    problem: isMissed ? 'The charger was away until the next change was due.' : problem,
    attempt,
  }
}

/** What is stored after an attempt; one for a mode that is no longer expected tells only what was observed. */
export function afterAttempt(before: ChargerMode, attempt: ModeAttempt, now: Temporal.Instant): ChargerMode {
  const { observedMode, outcome, nextAttemptAt } = attempt
  const at = toUtcText(now)
  const observed = { ...before, observedMode, observedAt: observedMode && at }
  if (attempt.toMode !== before.expectedMode) return observed
  return {
    ...observed,
    status: outcome === 'failed' && before.status === 'drifted' ? 'drifted' : statusAfter(outcome),
    attempt: before.attempt + 1,
    lastAttemptAt: at,
    nextAttemptAt: nextAttemptAt && toUtcText(nextAttemptAt),
    problem: attempt.problem,
    missed: outcome === 'confirmed' ? 0 : before.missed,
  }
}

/** What is stored after a read-back. Where the charger was as expected and is not, somebody has changed it. */
export function afterObservation(
  before: ChargerMode,
  { observedMode, differences }: ModeObservation,
  now: Temporal.Instant,
): ChargerMode {
  const observed = { ...before, observedMode, observedAt: toUtcText(now) }
  if (before.status === 'unsupported') return observed
  if (observedMode === before.expectedMode && differences.length === 0) {
    return { ...observed, status: 'confirmed', nextAttemptAt: null, problem: null, missed: 0 }
  }
  if (before.status !== 'confirmed') return observed
  const settings = differences.map(({ setting }) => setting).join(', ')
  const problem = settings === '' ? 'It was found in another mode.' : `It was found changed: ${settings}.`
  return { ...observed, status: 'drifted', attempt: 0, problem }
}

/**
 * How the observed mode stands to the one that is expected right now, as people are shown it: what was confirmed
 * of a charger is not vouched for while it is away.
 */
export function shownStatus(
  mode: ChargerMode | undefined,
  { mode: expected, online, enforceable }: Pick<Expectation, 'mode' | 'online' | 'enforceable'>,
): ModeStatus {
  if (expected === 'managed_access' && !enforceable) return 'unsupported'
  if (!mode) return 'unconfirmed'
  if (mode.expectedMode !== expected || mode.status === 'unsupported')
    return online ? 'applying' : 'unconfirmed'
  const isVouched = mode.status === 'confirmed' || mode.status === 'applying'
  return isVouched && !online ? 'unconfirmed' : mode.status
}
