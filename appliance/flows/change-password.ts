import { hashPersonPassword, passwordWeakness, verifyPersonPassword } from '../domain/person-password.ts'
import { deleteLoginsOf } from '../store/logins.ts'
import { findUser, updateUser } from '../store/users.ts'
import type { UserRow } from '../store/users.ts'
import type { FlowContext, Origin } from './context.ts'
import { noteUserChange } from './note-user-change.ts'

export interface PasswordChange {
  readonly id: number
  readonly next: string
  /** The password until now, where somebody changes their own; null where an administrator sets it. */
  readonly current: string | null
  /** The login that goes on, all others of the user end. */
  readonly keepLoginHash: string | null
}

export type ChangePasswordOutcome =
  | { readonly kind: 'changed'; readonly user: UserRow }
  | { readonly kind: 'unknown_user' }
  | { readonly kind: 'wrong_password' }
  /** `why` ends a sentence that begins "The password …". */
  | { readonly kind: 'weak_password'; readonly why: string }

/** Changes a password, ends the user's other logins, and with them a lock after failed sign-ins. */
export async function changePassword(
  context: FlowContext,
  origin: Origin,
  { id, next, current, keepLoginHash }: PasswordChange,
): Promise<ChangePasswordOutcome> {
  const user = findUser(context.store, id)
  if (user === undefined) return { kind: 'unknown_user' }
  if (current !== null && !(await verifyPersonPassword(current, user.passwordHash))) {
    return { kind: 'wrong_password' }
  }
  const why = passwordWeakness(next, user.name)
  if (why !== null) return { kind: 'weak_password', why }
  const passwordHash = await hashPersonPassword(next)
  return context.commits.write((tx): ChangePasswordOutcome => {
    const before = findUser(tx, id)
    if (before === undefined) return { kind: 'unknown_user' }
    const changed = updateUser(tx, before, { passwordHash, failedSignIns: 0, lockedUntil: null })
    const loginsEnded = deleteLoginsOf(tx, id, keepLoginHash)
    noteUserChange(tx, context, origin, 'user.password-changed', changed, { loginsEnded })
    return { kind: 'changed', user: changed }
  })
}
