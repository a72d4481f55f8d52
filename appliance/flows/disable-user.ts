import { toUtcText } from '../domain/utc-text.ts'
import { deleteLoginsOf } from '../store/logins.ts'
import { findUser, hasOtherAdmin, updateUser } from '../store/users.ts'
import type { ChangeUserOutcome } from './change-role.ts'
import type { FlowContext, Origin } from './context.ts'
import { noteUserChange } from './note-user-change.ts'

/** Shuts a user out at once: their logins end with it. The user stays, since the ledger speaks of them. */
export function disableUser(
  context: FlowContext,
  origin: Origin,
  { id }: { readonly id: number },
): Promise<ChangeUserOutcome> {
  return context.commits.write((tx): ChangeUserOutcome => {
    const before = findUser(tx, id)
    if (before === undefined) return { kind: 'unknown_user' }
    if (before.disabledAt !== null) return { kind: 'changed', user: before }
    if (before.role === 'admin' && !hasOtherAdmin(tx, id)) return { kind: 'last_admin' }
    const user = updateUser(tx, before, { disabledAt: toUtcText(context.clock.now()) })
    const loginsEnded = deleteLoginsOf(tx, id, null)
    noteUserChange(tx, context, origin, 'user.disabled', user, { loginsEnded })
    return { kind: 'changed', user }
  })
}
