import type { AccessMode, BoundaryRule, Fallback, OfflinePolicy } from '../domain/access-mode.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { chargerScope, depotPolicy, depotScope, findPolicy, putPolicy } from '../store/policies.ts'
import { capabilityProblem, type CapabilityProblem } from './capability-problem.ts'
import type { FlowContext, Origin } from './context.ts'
import { recordChange } from './record-change.ts'
import { publishMode } from './set-override.ts'

export interface PolicyRules {
  readonly defaultMode: AccessMode
  readonly onBoundary: BoundaryRule
  readonly fallback: Fallback
  readonly offlinePolicy: OfflinePolicy
  /** Beyond this age of the identifier list the fallback decides; null: no limit. */
  readonly listMaxAgeS: number | null
}

export interface ChangePolicyInput {
  /** Null for the depot's own policy. */
  readonly chargerId: string | null
  readonly rules: PolicyRules
  /** Whoever changes it knows that the charger cannot fully enforce managed access. */
  readonly acknowledgePartial: boolean
}

export type ChangePolicyOutcome =
  | { readonly kind: 'changed' }
  | { readonly kind: 'unknown_charger' }
  | CapabilityProblem

/** Replaces a charger's or the depot's policy whole. A charger's own begins where the depot's version stands. */
export function changePolicy(
  context: FlowContext,
  origin: Origin,
  { chargerId, rules, acknowledgePartial }: ChangePolicyInput,
): Promise<ChangePolicyOutcome> {
  return context.commits.write((tx) => {
    const scope = chargerId === null ? depotScope : chargerScope(chargerId)
    const { defaultMode, onBoundary, fallback, offlinePolicy, listMaxAgeS } = rules
    const restricts = chargerId !== null && defaultMode === 'managed_access'
    if (chargerId !== null && context.facts.charger(chargerId) === null) return { kind: 'unknown_charger' }
    const refused = restricts && capabilityProblem(context.facts, [chargerId], { acknowledgePartial })
    if (refused) return refused
    const before = findPolicy(tx, scope) ?? depotPolicy(tx)
    const policy = {
      ...scope,
      defaultMode,
      onBoundary,
      fallback,
      offlinePolicy,
      listMaxAgeS,
      acknowledgedPartial: restricts && acknowledgePartial ? 1 : 0,
      version: before.version + 1,
      updatedAt: toUtcText(context.clock.now()),
    } as const
    putPolicy(tx, policy)
    const subject = chargerId === null ? 'depot' : `charger:${chargerId}`
    recordChange(tx, origin, { at: policy.updatedAt, action: 'policy.changed', subject, body: policy })
    context.facts.clear()
    if (chargerId !== null) tx.afterCommit(() => publishMode(context, [chargerId], { defaultMode }))
    return { kind: 'changed' }
  })
}
