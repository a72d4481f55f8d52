import { approvedChargerIds } from '../store/charger-list.ts'
import { groupMembers } from '../store/groups.ts'
import { chargerScope, findPolicy, groupScope, type PolicyScope } from '../store/policies.ts'
import type { Reader } from '../store/store.ts'
import type { FlowContext } from './context.ts'

/** The chargers for which the policy of a scope is, or would be, the nearest. */
export function followersOf(
  reader: Reader,
  { facts }: FlowContext,
  { scope, scopeId }: PolicyScope,
): string[] {
  const hasOwn = (id: string) => findPolicy(reader, chargerScope(id)) !== undefined
  switch (scope) {
    case 'charger':
      return [scopeId]
    case 'group':
      return groupMembers(reader, Number(scopeId)).filter((id) => !hasOwn(id))
    case 'depot':
      return approvedChargerIds(reader).filter((id) => {
        const groupId = facts.charger(id)?.groupId ?? null
        return !hasOwn(id) && (groupId === null || !findPolicy(reader, groupScope(groupId)))
      })
  }
}
