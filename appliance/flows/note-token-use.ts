import { fromUtcText, toUtcText } from '../domain/utc-text.ts'
import { updateApiToken } from '../store/api-tokens.ts'
import type { ApiTokenRow } from '../store/api-tokens.ts'
import type { FlowContext } from './context.ts'

/** Remembers when an API token was last used, to the minute. Not a fact for the ledger. */
export function noteTokenUse(context: FlowContext, token: ApiTokenRow): void {
  const now = context.clock.now()
  if (token.lastUsedAt !== null && now.since(fromUtcText(token.lastUsedAt)).total('minutes') < 1) return
  context.commits
    .write((tx) => updateApiToken(tx, token.id, { lastUsedAt: toUtcText(now) }))
    .catch((error: unknown) => context.log.warn({ err: error }, 'the use of a token could not be noted'))
}
