import {
  modeAt,
  type AccessOverride,
  type AccessPolicy,
  type ModeAnswer,
  type ModeBecause,
  type ModeSource,
} from './access-mode.ts'

/**
 * How far managed access has been introduced. `off`: chargers are open whatever the schedule says. `observe`:
 * they are open, and each attempt is decided and recorded as what would have happened. `enforce`: the schedule holds.
 */
export const rolloutStages = ['off', 'observe', 'enforce'] as const
export type RolloutStage = (typeof rolloutStages)[number]

/** A charger's rules and how far they are enforced. */
export interface ScheduledCharger {
  readonly policy: AccessPolicy
  readonly overrides: readonly AccessOverride[]
  readonly stage: RolloutStage
}

/** Why a mode is expected: as the schedule says, or because the rollout keeps the charger open. */
export const expectedSources = ['override', 'window', 'default', 'rollout'] as const
export interface ExpectedBecause extends Omit<ModeBecause, 'source'> {
  readonly source: ModeSource | 'rollout'
}

export interface ExpectedMode extends Omit<ModeAnswer, 'because'> {
  readonly because: ExpectedBecause
}

/** What the schedule says at an instant, whether it is enforced or not. */
export function scheduledModeAt({ policy, overrides }: ScheduledCharger, at: Temporal.Instant): ModeAnswer {
  return modeAt(policy, overrides, at)
}

/** Which mode a charger is to be in at an instant: as scheduled where that is enforced, else open. */
export function expectedModeAt(charger: ScheduledCharger, at: Temporal.Instant): ExpectedMode {
  if (charger.stage === 'enforce') return scheduledModeAt(charger, at)
  const because = { source: 'rollout', id: null, version: charger.policy.version } as const
  return { mode: 'freevend', because, nextChangeAt: null, nextMode: null }
}
