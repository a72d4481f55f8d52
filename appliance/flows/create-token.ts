import { newSecret, secretHash, tokenPrefix } from '../domain/bearer-secret.ts'
import type { Role } from '../domain/permission.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { insertApiToken } from '../store/api-tokens.ts'
import type { ApiTokenRow } from '../store/api-tokens.ts'
import type { FlowContext, Origin } from './context.ts'
import { noteTokenChange } from './note-token-change.ts'

export interface NewTokenInput {
  readonly name: string
  readonly role: Role
  /** Null: until it is revoked. */
  readonly expiresAt: Temporal.Instant | null
}

export type CreateTokenOutcome =
  /** `secret` is what scripts send; it is told here and never again. */
  | { readonly kind: 'created'; readonly token: ApiTokenRow; readonly secret: string }
  | { readonly kind: 'expired_already' }

/** Creates a credential for scripts with the permissions of a role. */
export async function createToken(
  context: FlowContext,
  origin: Origin,
  { name, role, expiresAt }: NewTokenInput,
): Promise<CreateTokenOutcome> {
  const now = context.clock.now()
  if (expiresAt !== null && Temporal.Instant.compare(expiresAt, now) <= 0) return { kind: 'expired_already' }
  const secret = `${tokenPrefix}${newSecret()}`
  return context.commits.write((tx): CreateTokenOutcome => {
    const token = insertApiToken(tx, {
      name,
      role,
      tokenHash: secretHash(secret),
      createdBy: origin.actor,
      createdAt: toUtcText(now),
      expiresAt: expiresAt && toUtcText(expiresAt),
    })
    noteTokenChange(tx, context, origin, 'token.created', token)
    return { kind: 'created', token, secret }
  })
}
