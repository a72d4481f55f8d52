import type { FlowContext } from './context.ts'
import type { Tx } from '../store/store.ts'

/** What of the schedule somebody changed. */
export interface ScheduleChange {
  readonly changed: 'policy' | 'override' | 'group' | 'rollout'
  /** The one charger that it is about; null for more. */
  readonly chargerId: string | null
}

/** To be called by whatever changes which mode is expected: facts are read anew and the schedule is applied. */
export function scheduleChanged(tx: Tx, context: FlowContext, { changed, chargerId }: ScheduleChange): void {
  context.facts.clear()
  tx.afterCommit(() => context.publish({ topic: 'schedule', chargerId, item: { changed } }))
}
