import { toUtcText } from '../domain/utc-text.ts'
import { findGroup, findGroupByName, groupMembers, renameGroup } from '../store/groups.ts'
import type { Acknowledgement, CapabilityProblem } from './capability-problem.ts'
import type { FlowContext, Origin } from './context.ts'
import { joinGroup, recordGroup } from './group-change.ts'
import { scheduleChanged } from './schedule-changed.ts'

/** What is left out stays as it is. */
export interface ChangeGroupInput extends Pick<Acknowledgement, 'acknowledgePartial'> {
  readonly id: number
  readonly name?: string | undefined
  /** All members. */
  readonly chargerIds?: readonly string[] | undefined
}

export type ChangeGroupOutcome =
  | { readonly kind: 'changed' }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'name_taken' }
  | { readonly kind: 'unknown_chargers'; readonly ids: readonly string[] }
  | CapabilityProblem

/** Renames a group, or says which chargers are in it; those then follow its policy. */
export function changeGroup(
  context: FlowContext,
  origin: Origin,
  { id, name, chargerIds, acknowledgePartial }: ChangeGroupInput,
): Promise<ChangeGroupOutcome> {
  return context.commits.write((tx) => {
    if (!findGroup(tx, id)) return { kind: 'not_found' }
    if (name !== undefined && (findGroupByName(tx, name)?.id ?? id) !== id) return { kind: 'name_taken' }
    const members = chargerIds ?? groupMembers(tx, id)
    const unknown = members.filter((member) => context.facts.charger(member) === null)
    if (unknown.length > 0) return { kind: 'unknown_chargers', ids: unknown }
    const join = { groupId: id, chargerIds: members, acknowledgePartial }
    const refused = joinGroup(tx, context, origin, join)
    if (refused) return refused
    if (name !== undefined) renameGroup(tx, id, name)
    recordGroup(tx, origin, { at: toUtcText(context.clock.now()), action: 'group.changed', id })
    scheduleChanged(tx, context, { changed: 'group', chargerId: null })
    return { kind: 'changed' }
  })
}
