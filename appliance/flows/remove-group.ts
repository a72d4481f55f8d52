import { toUtcText } from '../domain/utc-text.ts'
import { deleteGroup, findGroup } from '../store/groups.ts'
import { deletePolicy, groupScope } from '../store/policies.ts'
import type { FlowContext, Origin } from './context.ts'
import { joinGroup } from './group-change.ts'
import { recordChange } from './record-change.ts'
import { scheduleChanged } from './schedule-changed.ts'

export type RemoveGroupOutcome = { readonly kind: 'removed' } | { readonly kind: 'not_found' }

/** Removes a group with its policy; its chargers follow the depot's again. */
export function removeGroup(context: FlowContext, origin: Origin, id: number): Promise<RemoveGroupOutcome> {
  return context.commits.write((tx) => {
    if (!findGroup(tx, id)) return { kind: 'not_found' }
    joinGroup(tx, id, [])
    deletePolicy(tx, groupScope(id))
    deleteGroup(tx, id)
    const at = toUtcText(context.clock.now())
    recordChange(tx, origin, { at, action: 'group.removed', subject: `group:${id}`, body: { id } })
    scheduleChanged(tx, context, { changed: 'group', chargerId: null })
    return { kind: 'removed' }
  })
}
