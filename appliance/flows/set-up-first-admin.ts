import { sameSecret, secretHash } from '../domain/bearer-secret.ts'
import { readMeta } from '../store/meta.ts'
import { hasUsers } from '../store/users.ts'
import { addUser } from './add-user.ts'
import type { AddUserOutcome } from './add-user.ts'
import type { FlowContext, Origin } from './context.ts'
import { plainCode, setUpCodeKey } from './issue-set-up-code.ts'

export interface SetUpInput {
  readonly code: string
  readonly name: string
  readonly password: string
}

export type SetUpOutcome =
  | AddUserOutcome
  | { readonly kind: 'already_set_up' }
  | { readonly kind: 'wrong_code' }

/** Lets the holder of the set-up code become the first administrator. */
export async function setUpFirstAdmin(
  context: FlowContext,
  origin: Origin,
  { code, name, password }: SetUpInput,
): Promise<SetUpOutcome> {
  if (hasUsers(context.store)) return { kind: 'already_set_up' }
  const expected = readMeta(context.store, setUpCodeKey)
  if (expected === null || !sameSecret(secretHash(plainCode(code)), expected)) return { kind: 'wrong_code' }
  return addUser(context, { ...origin, actor: 'set-up' }, { name, role: 'admin', password })
}
