import type { AccessMode } from '../../domain/access-mode.ts'
import type { RolloutStage } from '../../domain/rollout.ts'
import type { ModeBecause } from '../mode-words.ts'

/** What the preview reads of `/api/calendar`; `--json` gives all of it. */
export interface Calendar {
  readonly zone: string
  readonly stage: RolloutStage
  readonly from: string
  readonly segments: readonly Held[]
  readonly boundaries: readonly Boundary[]
  readonly transitions: readonly Transition[]
}

interface Held {
  readonly mode: AccessMode
  readonly because: ModeBecause
}

/** A change of mode. */
export interface Boundary extends Held {
  readonly at: string
  /** As the depot's clocks show it, with the offset. */
  readonly localAt: string
}

/** A change of the clocks. */
export interface Transition {
  readonly at: string
  readonly localAt: string
  /** Local time that is skipped; below zero: repeated. */
  readonly shiftMin: number
}
