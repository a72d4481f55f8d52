import { findGroup, groupMembers, setGroup } from '../store/groups.ts'
import type { Tx } from '../store/store.ts'
import type { Origin } from './context.ts'
import { recordChange } from './record-change.ts'

/** Makes these the members of a group: others leave it, and they leave the groups that they were in. */
export function joinGroup(tx: Tx, groupId: number, chargerIds: readonly string[]): void {
  const wanted = new Set(chargerIds)
  for (const id of groupMembers(tx, groupId)) if (!wanted.has(id)) setGroup(tx, id, null)
  for (const id of wanted) setGroup(tx, id, groupId)
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
