import { toUtcText } from '../domain/utc-text.ts'
import { deleteIdentifier, findIdentifier } from '../store/identifiers.ts'
import type { FlowContext, Origin } from './context.ts'
import { listChanged } from './identifier-change.ts'
import { recordChange } from './record-change.ts'

export type RemoveIdentifierOutcome = { readonly kind: 'removed' } | { readonly kind: 'not_found' }

/** Takes an identifier off the list. From now on it is a stranger; what it did before stays recorded. */
export function removeIdentifier(
  context: FlowContext,
  origin: Origin,
  id: number,
): Promise<RemoveIdentifierOutcome> {
  return context.commits.write((tx) => {
    const row = findIdentifier(tx, id)
    if (!row) return { kind: 'not_found' }
    deleteIdentifier(tx, id)
    const { key, maskedIdentifier } = row
    recordChange(tx, origin, {
      at: toUtcText(context.clock.now()),
      action: 'identifier.removed',
      subject: `identifier:${id}`,
      body: { id, key, maskedIdentifier },
    })
    listChanged(tx, context)
    return { kind: 'removed' }
  })
}
