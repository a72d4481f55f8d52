import type { RolloutStage } from '../../domain/rollout.ts'

/** How far managed access has been introduced in the depot, or at one charger. */
export interface RolloutTable {
  scope: 'depot' | 'charger'
  /** The charger's id; empty for the depot. */
  scopeId: string
  stage: RolloutStage
  changedAt: string
  changedBy: string
}
