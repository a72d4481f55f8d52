import { appendToLedger } from '../ledger/append.ts'
import type { Json } from '../ledger/canonical-json.ts'
import { toUtcText } from '../domain/utc-text.ts'
import type { Tx } from '../store/store.ts'
import type { UserRow } from '../store/users.ts'
import type { FlowContext, Origin } from './context.ts'

/** Appends a fact about a user: the row as it is now, without the password's hash, and what else belongs to it. */
export function noteUserChange(
  tx: Tx,
  context: FlowContext,
  origin: Origin,
  action: string,
  user: UserRow,
  more: { readonly [key: string]: Json } = {},
): void {
  const { passwordHash: _, ...body } = user
  appendToLedger(tx, {
    at: toUtcText(context.clock.now()),
    ...origin,
    action,
    subject: `user:${user.name}`,
    body: { ...body, ...more },
  })
}
