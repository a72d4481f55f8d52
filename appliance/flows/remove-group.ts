import { toUtcText } from '../domain/utc-text.ts'
import { deleteGroup, findGroup } from '../store/groups.ts'
import { deletePolicy, groupScope } from '../store/policies.ts'
import type { Acknowledgement, CapabilityProblem } from './capability-problem.ts'
import type { FlowContext, Origin } from './context.ts'
import { joinGroup } from './group-change.ts'
import { recordChange } from './record-change.ts'
import { scheduleChanged } from './schedule-changed.ts'

export interface RemoveGroupInput extends Pick<Acknowledgement, 'acknowledgePartial'> {
  readonly id: number
}

export type RemoveGroupOutcome =
  | { readonly kind: 'removed' }
  | { readonly kind: 'not_found' }
  /** The depot's policy cannot be enforced at some of its chargers. */
  | CapabilityProblem

/** Removes a group with its policy; its chargers follow the depot's again. */
export function removeGroup(
  context: FlowContext,
  origin: Origin,
  { id, acknowledgePartial }: RemoveGroupInput,
): Promise<RemoveGroupOutcome> {
  return context.commits.write((tx) => {
    if (!findGroup(tx, id)) return { kind: 'not_found' }
    const refused = joinGroup(tx, context, origin, { groupId: id, chargerIds: [], acknowledgePartial })
    if (refused) return refused
    deletePolicy(tx, groupScope(id))
    deleteGroup(tx, id)
    const at = toUtcText(context.clock.now())
    recordChange(tx, origin, { at, action: 'group.removed', subject: `group:${id}`, body: { id } })
    scheduleChanged(tx, context, { changed: 'group', chargerId: null })
    return { kind: 'removed' }
  })
}
