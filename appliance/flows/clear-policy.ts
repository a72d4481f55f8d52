import { toUtcText } from '../domain/utc-text.ts'
import { chargerScope, deletePolicy, findPolicy } from '../store/policies.ts'
import type { FlowContext, Origin } from './context.ts'
import { recordChange } from './record-change.ts'
import { publishMode } from './set-override.ts'

export type ClearPolicyOutcome = { readonly kind: 'cleared' } | { readonly kind: 'not_found' }

/** Takes a charger's own policy away; the depot's holds for it again. */
export function clearPolicy(
  context: FlowContext,
  origin: Origin,
  chargerId: string,
): Promise<ClearPolicyOutcome> {
  return context.commits.write((tx) => {
    const scope = chargerScope(chargerId)
    if (!findPolicy(tx, scope)) return { kind: 'not_found' }
    deletePolicy(tx, scope)
    recordChange(tx, origin, {
      at: toUtcText(context.clock.now()),
      action: 'policy.cleared',
      subject: `charger:${chargerId}`,
      body: { ...scope },
    })
    context.facts.clear()
    tx.afterCommit(() => publishMode(context, [chargerId], {}))
    return { kind: 'cleared' }
  })
}
