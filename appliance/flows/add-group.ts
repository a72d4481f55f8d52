import { toUtcText } from '../domain/utc-text.ts'
import { deleteGroup, findGroupByName, insertGroup } from '../store/groups.ts'
import type { CapabilityProblem } from './capability-problem.ts'
import type { FlowContext, Origin } from './context.ts'
import { joinGroup, recordGroup } from './group-change.ts'
import { scheduleChanged } from './schedule-changed.ts'

export interface AddGroupInput {
  readonly name: string
  readonly chargerIds: readonly string[]
  /** Whoever adds it knows that some of its chargers cannot fully enforce managed access. */
  readonly acknowledgePartial: boolean
}

export type AddGroupOutcome =
  | { readonly kind: 'added'; readonly id: number }
  | { readonly kind: 'name_taken' }
  | { readonly kind: 'unknown_chargers'; readonly ids: readonly string[] }
  /** The chargers leave groups that kept them open. */
  | CapabilityProblem

/** Makes a group of chargers, which leave the ones that they were in. It has no policy yet. */
export function addGroup(
  context: FlowContext,
  origin: Origin,
  { name, chargerIds, acknowledgePartial }: AddGroupInput,
): Promise<AddGroupOutcome> {
  return context.commits.write((tx) => {
    if (findGroupByName(tx, name)) return { kind: 'name_taken' }
    const unknown = chargerIds.filter((id) => context.facts.charger(id) === null)
    if (unknown.length > 0) return { kind: 'unknown_chargers', ids: unknown }
    const id = insertGroup(tx, name)
    const refused = joinGroup(tx, context, origin, { groupId: id, chargerIds, acknowledgePartial })
    if (refused) {
      deleteGroup(tx, id)
      return refused
    }
    recordGroup(tx, origin, { at: toUtcText(context.clock.now()), action: 'group.added', id })
    scheduleChanged(tx, context, { changed: 'group', chargerId: null })
    return { kind: 'added', id }
  })
}
