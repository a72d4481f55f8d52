import { toUtcText } from '../domain/utc-text.ts'
import { appendToLedger } from '../ledger/append.ts'
import type { ApiTokenRow } from '../store/api-tokens.ts'
import type { Tx } from '../store/store.ts'
import type { FlowContext, Origin } from './context.ts'

/** Appends a fact about an API token: the row as it is now, without the secret's hash. */
export function noteTokenChange(
  tx: Tx,
  context: FlowContext,
  origin: Origin,
  action: string,
  token: ApiTokenRow,
): void {
  const { tokenHash: _, ...body } = token
  const at = toUtcText(context.clock.now())
  appendToLedger(tx, { at, ...origin, action, subject: `token:${token.id}`, body })
}
