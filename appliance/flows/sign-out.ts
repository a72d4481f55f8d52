import { deleteLogin } from '../store/logins.ts'
import { findUser } from '../store/users.ts'
import type { FlowContext, Origin } from './context.ts'
import { noteUserChange } from './note-user-change.ts'

/** Ends one login; the cookie is worth nothing afterwards. */
export function signOut(
  context: FlowContext,
  origin: Origin,
  { userId, loginHash }: { readonly userId: number; readonly loginHash: string },
): Promise<void> {
  return context.commits.write((tx) => {
    deleteLogin(tx, loginHash)
    const user = findUser(tx, userId)
    if (user !== undefined) noteUserChange(tx, context, origin, 'user.signed-out', user)
  })
}
