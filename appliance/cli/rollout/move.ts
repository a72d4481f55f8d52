import type { RolloutStage } from '../../domain/rollout.ts'
import type { Output } from '../command.ts'
import { depotZone } from '../depot-zone.ts'
import type { Gateway } from '../gateway-client.ts'
import { reportText, rolloutText, type Rollout, type RolloutReport } from './rollout.ts'

export interface Move {
  /** Null: the chargers go with the depot again. */
  readonly stage: RolloutStage | null
  /** Left out: the depot. */
  readonly chargerIds?: readonly string[]
  readonly acknowledgePartial?: boolean
}

/** Moves the depot or chargers to a stage and says whom the rules would have refused there lately. */
export async function moveRollout(gateway: Gateway, move: Move): Promise<Output> {
  const answer = await gateway.put<{ rollout: Rollout; report: RolloutReport }>('/api/rollout', move)
  const zone = await depotZone(gateway)
  const text = `${rolloutText(answer.rollout, zone)}\n\n${reportText(answer.report, zone)}`
  return { data: answer, text }
}
