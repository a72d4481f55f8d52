import { toUtcText } from '../domain/utc-text.ts'
import { deleteCharger } from '../store/chargers.ts'
import { listOpen } from '../store/sessions.ts'
import type { Tx } from '../store/store.ts'
import type { FlowContext, Origin } from './context.ts'
import { presumeEnded } from './presume-ended.ts'
import { recordChange } from './record-change.ts'

/** Takes a charger that is there out of the depot, within the caller's transaction. Its history stays. */
export function dropCharger(tx: Tx, context: FlowContext, origin: Origin, id: string): void {
  const at = toUtcText(context.clock.now())
  // Nobody will tell their ends any more.
  for (const session of listOpen(tx, id)) presumeEnded(tx, context, session, { superseded: false, now: at })
  deleteCharger(tx, id, at)
  recordChange(tx, origin, { at, action: 'charger.removed', subject: `charger:${id}`, body: { id } })
  context.facts.clear()
  tx.afterCommit(() => context.publish({ topic: 'charger', chargerId: id, item: { id, removed: true } }))
}
