import { toUtcText } from '../domain/utc-text.ts'
import { findGroupByName, insertGroup } from '../store/groups.ts'
import type { FlowContext, Origin } from './context.ts'
import { joinGroup, recordGroup } from './group-change.ts'
import { scheduleChanged } from './schedule-changed.ts'

export interface AddGroupInput {
  readonly name: string
  readonly chargerIds: readonly string[]
}

export type AddGroupOutcome =
  | { readonly kind: 'added'; readonly id: number }
  | { readonly kind: 'name_taken' }
  | { readonly kind: 'unknown_chargers'; readonly ids: readonly string[] }

/** Makes a group of chargers, which leave the ones that they were in. It has no policy yet. */
export function addGroup(
  context: FlowContext,
  origin: Origin,
  { name, chargerIds }: AddGroupInput,
): Promise<AddGroupOutcome> {
  return context.commits.write((tx) => {
    if (findGroupByName(tx, name)) return { kind: 'name_taken' }
    const unknown = chargerIds.filter((id) => context.facts.charger(id) === null)
    if (unknown.length > 0) return { kind: 'unknown_chargers', ids: unknown }
    const id = insertGroup(tx, name)
    joinGroup(tx, id, chargerIds)
    recordGroup(tx, origin, { at: toUtcText(context.clock.now()), action: 'group.added', id })
    scheduleChanged(tx, context, { changed: 'group', chargerId: null })
    return { kind: 'added', id }
  })
}
