import type { ChargerLink } from '../domain/charger-link.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { deleteCharger, findCharger } from '../store/chargers.ts'
import type { FlowContext, Origin } from './context.ts'
import { listOpen } from '../store/sessions.ts'
import { recordChange } from './record-change.ts'
import { presumeEnded } from './presume-ended.ts'

export type RemoveChargerOutcome = { readonly kind: 'removed' } | { readonly kind: 'not_found' }

/**
 * Takes a charger out of the depot with its policy, and ends its connection. Its sessions, decisions and
 * faults stay as history; should it come back, it is unknown and waits.
 */
export async function removeCharger(
  context: FlowContext,
  link: ChargerLink,
  origin: Origin,
  id: string,
): Promise<RemoveChargerOutcome> {
  const outcome = await context.commits.write((tx): RemoveChargerOutcome => {
    if (!findCharger(tx, id)) return { kind: 'not_found' }
    const at = toUtcText(context.clock.now())
    // Nobody will tell their ends any more.
    for (const session of listOpen(tx, id)) presumeEnded(tx, context, session, { superseded: false, now: at })
    deleteCharger(tx, id, at)
    recordChange(tx, origin, { at, action: 'charger.removed', subject: `charger:${id}`, body: { id } })
    context.facts.clear()
    tx.afterCommit(() => context.publish({ topic: 'charger', chargerId: id, item: { id, removed: true } }))
    return { kind: 'removed' }
  })
  if (outcome.kind === 'removed') link.disconnect(id, 'removed')
  return outcome
}
