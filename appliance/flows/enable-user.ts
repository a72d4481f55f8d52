import { findUser, updateUser } from '../store/users.ts'
import type { ChangeUserOutcome } from './change-role.ts'
import type { FlowContext, Origin } from './context.ts'
import { noteUserChange } from './note-user-change.ts'

/** Lets a disabled user sign in again, and ends a lock after failed sign-ins. */
export function enableUser(
  context: FlowContext,
  origin: Origin,
  { id }: { readonly id: number },
): Promise<ChangeUserOutcome> {
  return context.commits.write((tx): ChangeUserOutcome => {
    const before = findUser(tx, id)
    if (before === undefined) return { kind: 'unknown_user' }
    if (before.disabledAt === null && before.lockedUntil === null) return { kind: 'changed', user: before }
    const user = updateUser(tx, before, { disabledAt: null, failedSignIns: 0, lockedUntil: null })
    noteUserChange(tx, context, origin, 'user.enabled', user)
    return { kind: 'changed', user }
  })
}
