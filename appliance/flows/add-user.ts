import { hashPersonPassword, passwordWeakness } from '../domain/person-password.ts'
import type { Role } from '../domain/permission.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { deleteMeta } from '../store/meta.ts'
import type { Tx } from '../store/store.ts'
import { findUserByName, insertUser } from '../store/users.ts'
import type { UserRow } from '../store/users.ts'
import type { FlowContext, Origin } from './context.ts'
import { setUpCodeKey } from './issue-set-up-code.ts'
import { noteUserChange } from './note-user-change.ts'

export interface NewUserInput {
  readonly name: string
  readonly role: Role
  readonly password: string
}

export type AddUserOutcome =
  | { readonly kind: 'added'; readonly user: UserRow }
  | { readonly kind: 'name_taken' }
  /** `why` ends a sentence that begins "The password …". */
  | { readonly kind: 'weak_password'; readonly why: string }

/** Adds somebody who may sign in on the LAN. With the first user the set-up code is spent. */
export async function addUser(
  context: FlowContext,
  origin: Origin,
  { name, role, password }: NewUserInput,
): Promise<AddUserOutcome> {
  const why = passwordWeakness(password, name)
  if (why !== null) return { kind: 'weak_password', why }
  const passwordHash = await hashPersonPassword(password)
  return context.commits.write((tx) => storeUser(tx, context, origin, { name, role, passwordHash }))
}

/** The part of it that is written, for whoever has more to check in the same transaction. */
export function storeUser(
  tx: Tx,
  context: FlowContext,
  origin: Origin,
  user: Pick<UserRow, 'name' | 'role' | 'passwordHash'>,
): Exclude<AddUserOutcome, { kind: 'weak_password' }> {
  if (findUserByName(tx, user.name) !== undefined) return { kind: 'name_taken' }
  const row = insertUser(tx, { ...user, createdAt: toUtcText(context.clock.now()) })
  deleteMeta(tx, setUpCodeKey)
  noteUserChange(tx, context, origin, 'user.added', row)
  return { kind: 'added', user: row }
}
