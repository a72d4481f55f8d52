import type { RolloutStage } from './schedule-types.ts'

/** How far managed access has been introduced: in the depot, and at chargers with a stage of their own. */
export interface Rollout {
  stage: RolloutStage
  changedAt: string | null
  changedBy: string | null
  chargers: { chargerId: string; stage: RolloutStage; changedAt: string; changedBy: string }[]
}

/** Who would have been refused in the last days. */
export interface RolloutReport {
  days: number
  attempts: number
  wouldRefuse: number
  byReason: { reason: string; count: number }[]
  identifiers: ReportedIdentifier[]
}

export interface ReportedIdentifier {
  maskedIdentifier: string | null
  reason: string
  count: number
  lastAt: string
  chargerIds: string[]
  /** Of the last of these attempts. */
  decisionId: number
  canEnrol: boolean
  /** The identifier has come into the list since. */
  enrolled: boolean
}
