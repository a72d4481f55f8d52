import { findGroup, groupMembers, setGroup } from '../store/groups.ts'
import { chargerScope, findPolicy, governingPolicy, listWindows } from '../store/policies.ts'
import type { Reader, Tx } from '../store/store.ts'
import {
  capabilityProblem,
  recordAcknowledgement,
  restricts,
  type Acknowledgement,
  type CapabilityProblem,
} from './capability-problem.ts'
import type { FlowContext, Origin } from './context.ts'
import { recordChange } from './record-change.ts'
import { reopenModes } from './reopen-modes.ts'

/**
 * Makes these the members of a group: others leave it, and they leave the groups that they were in. Nothing is
 * changed where that would give managed access to a charger that cannot enforce it.
 */
export function joinGroup(
  tx: Tx,
  context: FlowContext,
  origin: Origin,
  change: { readonly groupId: number; readonly chargerIds: readonly string[] } & Pick<
    Acknowledgement,
    'acknowledgePartial'
  >,
): CapabilityProblem | null {
  const { groupId, chargerIds, acknowledgePartial } = change
  const before = new Set(groupMembers(tx, groupId))
  const after = new Set(chargerIds)
  const joining = [...after.difference(before)]
  const leaving = [...before.difference(after)]
  const restricted = [...restrictedIn(tx, groupId, joining), ...restrictedIn(tx, null, leaving)]
  const refused = capabilityProblem(tx, context, restricted, { acknowledgePartial })
  if (refused) return refused
  if (acknowledgePartial) recordAcknowledgement(tx, context, origin, restricted)
  const movedTo = new Map([
    ...leaving.map((id) => [id, null] as const),
    ...joining.map((id) => [id, groupId] as const),
  ])
  const resettled = [...movedTo].filter(([chargerId, to]) => {
    const { offlinePolicy } = governingPolicy(tx, { chargerId, groupId: to })
    return context.facts.charger(chargerId)?.policy.offlinePolicy !== offlinePolicy
  })
  for (const [id, to] of movedTo) setGroup(tx, id, to)
  reopenModes(
    tx,
    context,
    resettled.map(([id]) => id),
  )
  return null
}

/** Of these chargers, those that managed access is asked of in a group, or in the depot outside of every group. */
function restrictedIn(reader: Reader, groupId: number | null, chargerIds: readonly string[]): string[] {
  const policy = governingPolicy(reader, { groupId })
  if (!restricts({ ...policy, windows: listWindows(reader, policy) })) return []
  return chargerIds.filter((id) => !findPolicy(reader, chargerScope(id)))
}

/** Puts a group into the ledger as it is now. */
export function recordGroup(
  tx: Tx,
  origin: Origin,
  change: { readonly at: string; readonly action: 'group.added' | 'group.changed'; readonly id: number },
): void {
  const { at, action, id } = change
  const body = { id, name: findGroup(tx, id)!.name, chargerIds: groupMembers(tx, id) }
  recordChange(tx, origin, { at, action, subject: `group:${id}`, body })
}
