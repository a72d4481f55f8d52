import type { Role } from '../domain/permission.ts'
import { findUser, hasOtherAdmin, updateUser } from '../store/users.ts'
import type { UserRow } from '../store/users.ts'
import type { FlowContext, Origin } from './context.ts'
import { noteUserChange } from './note-user-change.ts'

export type ChangeUserOutcome =
  | { readonly kind: 'changed'; readonly user: UserRow }
  | { readonly kind: 'unknown_user' }
  /** Nobody would be left who may administer users. */
  | { readonly kind: 'last_admin' }

/** Gives a user another role; it holds from their next request on. */
export function changeRole(
  context: FlowContext,
  origin: Origin,
  { id, role }: { readonly id: number; readonly role: Role },
): Promise<ChangeUserOutcome> {
  return context.commits.write((tx): ChangeUserOutcome => {
    const before = findUser(tx, id)
    if (before === undefined) return { kind: 'unknown_user' }
    if (before.role === role) return { kind: 'changed', user: before }
    if (before.role === 'admin' && before.disabledAt === null && !hasOtherAdmin(tx, id)) {
      return { kind: 'last_admin' }
    }
    const user = updateUser(tx, before, { role })
    noteUserChange(tx, context, origin, 'user.role-changed', user, { roleBefore: before.role })
    return { kind: 'changed', user }
  })
}
