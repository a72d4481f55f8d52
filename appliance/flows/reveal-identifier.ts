import { open } from '../domain/seal.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { findIdentifier } from '../store/identifiers.ts'
import type { FlowContext, Origin } from './context.ts'
import { recordChange } from './record-change.ts'

export type RevealIdentifierOutcome =
  | { readonly kind: 'revealed'; readonly identifier: string }
  | { readonly kind: 'not_found' }

/**
 * Opens a sealed identifier for one person. Who, when and why is in the ledger before anybody sees it. The
 * caller has checked the permission.
 */
export async function revealIdentifier(
  context: FlowContext,
  origin: Origin,
  { id, reason }: { readonly id: number; readonly reason: string },
): Promise<RevealIdentifierOutcome> {
  const row = await context.commits.write((tx) => {
    const found = findIdentifier(tx, id)
    if (!found) return null
    recordChange(tx, origin, {
      at: toUtcText(context.clock.now()),
      action: 'identifier.revealed',
      subject: `identifier:${id}`,
      body: { id, maskedIdentifier: found.maskedIdentifier, reason },
    })
    return found
  })
  if (!row) return { kind: 'not_found' }
  return { kind: 'revealed', identifier: open(context.keys.seal, row.sealed) }
}
