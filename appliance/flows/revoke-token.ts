import { toUtcText } from '../domain/utc-text.ts'
import { findApiToken, updateApiToken } from '../store/api-tokens.ts'
import type { FlowContext, Origin } from './context.ts'
import { noteTokenChange } from './note-token-change.ts'

export type RevokeTokenOutcome = { readonly kind: 'revoked' } | { readonly kind: 'unknown_token' }

/** Makes an API token worthless from now on. Revoking it again changes nothing. */
export function revokeToken(
  context: FlowContext,
  origin: Origin,
  { id }: { readonly id: number },
): Promise<RevokeTokenOutcome> {
  return context.commits.write((tx): RevokeTokenOutcome => {
    const token = findApiToken(tx, id)
    if (token === undefined) return { kind: 'unknown_token' }
    if (token.revokedAt !== null) return { kind: 'revoked' }
    const revokedAt = toUtcText(context.clock.now())
    updateApiToken(tx, id, { revokedAt })
    noteTokenChange(tx, context, origin, 'token.revoked', { ...token, revokedAt })
    return { kind: 'revoked' }
  })
}
