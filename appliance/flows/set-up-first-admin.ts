import { sameSecret, secretHash } from '../domain/bearer-secret.ts'
import { hashPersonPassword, passwordWeakness } from '../domain/person-password.ts'
import { readMeta } from '../store/meta.ts'
import type { Reader } from '../store/store.ts'
import { hasUsers } from '../store/users.ts'
import { storeUser } from './add-user.ts'
import type { AddUserOutcome } from './add-user.ts'
import type { FlowContext, Origin } from './context.ts'
import { plainCode, setUpCodeKey } from './issue-set-up-code.ts'

export interface SetUpInput {
  readonly code: string
  readonly name: string
  readonly password: string
}

export type SetUpOutcome = AddUserOutcome | Refusal

type Refusal = { readonly kind: 'already_set_up' } | { readonly kind: 'wrong_code' }

/** Lets the holder of the set-up code become the first administrator. */
export async function setUpFirstAdmin(
  context: FlowContext,
  origin: Origin,
  { code, name, password }: SetUpInput,
): Promise<SetUpOutcome> {
  const refusal = refusalOf(context.store, code)
  if (refusal !== null) return refusal
  const why = passwordWeakness(password, name)
  if (why !== null) return { kind: 'weak_password', why }
  const passwordHash = await hashPersonPassword(password)
  return context.commits.write((tx): SetUpOutcome => {
    // Again: somebody else may have used the code while the password was hashed.
    const late = refusalOf(tx, code)
    if (late !== null) return late
    return storeUser(tx, context, { ...origin, actor: 'set-up' }, { name, role: 'admin', passwordHash })
  })
}

function refusalOf(reader: Reader, code: string): Refusal | null {
  if (hasUsers(reader)) return { kind: 'already_set_up' }
  const expected = readMeta(reader, setUpCodeKey)
  if (expected === null || !sameSecret(secretHash(plainCode(code)), expected)) return { kind: 'wrong_code' }
  return null
}
