import type { AccessMode, ModeStatus } from './access-mode.ts'

/** One thing that was done to bring a charger into a mode, and what came of it. */
export interface ModeStep {
  /** In plain words, without identifiers: `write AuthorizationCacheEnabled=false`. */
  readonly step: string
  readonly result: 'done' | 'skipped' | 'refused' | 'failed'
  /** Why it was skipped, or what the charger said; null where there is nothing to say. */
  readonly detail: string | null
}

/**
 * `confirmed`: written and read back. `waiting`: done as far as it goes now, such as until a restart is possible.
 * `rejected`: the charger refused. `failed`: it went away, did not answer, or reads back otherwise.
 */
export const attemptOutcomes = ['confirmed', 'waiting', 'rejected', 'failed'] as const
export type AttemptOutcome = (typeof attemptOutcomes)[number]

/**
 * What became of a change of mode. Besides the outcomes of an attempt, `missed`: the charger was away, or the
 * gateway was, until another change was due; `superseded`: another was due while this one was under way.
 */
export const modeChangeOutcomes = [...attemptOutcomes, 'missed', 'superseded'] as const
export type ModeChangeOutcome = (typeof modeChangeOutcomes)[number]

/** One attempt to bring a charger into a mode. */
export interface ModeAttempt {
  readonly chargerId: string
  /** The mode that was expected when it began. */
  readonly toMode: AccessMode
  readonly startedAt: Temporal.Instant
  readonly outcome: AttemptOutcome
  readonly steps: readonly ModeStep[]
  /** One sentence for people; null with `confirmed`. */
  readonly problem: string | null
  /** The mode that it is known to be in now; null: not known. */
  readonly observedMode: AccessMode | null
  /** When it is tried again; null: when something wakes it. */
  readonly nextAttemptAt: Temporal.Instant | null
}

/** What a charger was found to be set to, without anything having been changed. */
export interface ModeObservation {
  readonly chargerId: string
  /** Null: its settings are those of no mode. */
  readonly observedMode: AccessMode | null
  readonly occasion: 'boot' | 'periodic' | 'probe'
  /** Settings that are not as the expected mode wants them, without identifiers. */
  readonly differences: readonly SettingDifference[]
}

export interface SettingDifference {
  readonly setting: string
  readonly expected: string
  /** Null: it is not there. */
  readonly found: string | null
}

/** What an attempt says of how the observed mode stands to the expected one. */
export function statusAfter(outcome: AttemptOutcome): ModeStatus {
  switch (outcome) {
    case 'confirmed':
      return 'confirmed'
    case 'waiting':
      return 'applying'
    case 'rejected':
      return 'rejected'
    case 'failed':
      return 'unconfirmed'
  }
}
