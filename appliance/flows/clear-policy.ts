import { toUtcText } from '../domain/utc-text.ts'
import {
  deletePolicy,
  findPolicy,
  governingPolicy,
  listWindows,
  type PolicyScope,
} from '../store/policies.ts'
import type { Tx } from '../store/store.ts'
import {
  capabilityProblem,
  recordAcknowledgement,
  restricts,
  type Acknowledgement,
  type CapabilityProblem,
} from './capability-problem.ts'
import type { FlowContext, Origin } from './context.ts'
import { followersOf } from './policy-followers.ts'
import { recordChange } from './record-change.ts'
import { reopenModes } from './reopen-modes.ts'
import { scheduleChanged } from './schedule-changed.ts'

export interface ClearPolicyInput extends Pick<Acknowledgement, 'acknowledgePartial'> {
  /** A group's or a charger's. */
  readonly scope: PolicyScope
}

export type ClearPolicyOutcome =
  | { readonly kind: 'cleared' }
  | { readonly kind: 'not_found' }
  /** What would hold then cannot be enforced. */
  | CapabilityProblem

/** Takes the own policy of a group or charger away; the next nearer one holds for it again. */
export function clearPolicy(
  context: FlowContext,
  origin: Origin,
  { scope, acknowledgePartial }: ClearPolicyInput,
): Promise<ClearPolicyOutcome> {
  return context.commits.write((tx) => {
    const own = findPolicy(tx, scope)
    if (!own) return { kind: 'not_found' }
    const restricted = restrictedThen(tx, context, scope)
    const refused = capabilityProblem(tx, context, restricted, { acknowledgePartial })
    if (refused) return refused
    if (acknowledgePartial) recordAcknowledgement(tx, context, origin, restricted)
    deletePolicy(tx, scope)
    const at = toUtcText(context.clock.now())
    const subject = `${scope.scope}:${scope.scopeId}`
    recordChange(tx, origin, { at, action: 'policy.cleared', subject, body: { ...scope } })
    if (own.offlinePolicy !== beneath(tx, context, scope).offlinePolicy) {
      reopenModes(tx, context, followersOf(tx, context, scope))
    }
    const chargerId = scope.scope === 'charger' ? scope.scopeId : null
    scheduleChanged(tx, context, { changed: 'policy', chargerId })
    return { kind: 'cleared' }
  })
}

/** The chargers that what lies beneath the policy gives managed access. */
function restrictedThen(tx: Tx, context: FlowContext, scope: PolicyScope): string[] {
  const policy = beneath(tx, context, scope)
  const windows = listWindows(tx, policy)
  return restricts({ ...policy, windows }) ? followersOf(tx, context, scope) : []
}

/** The policy that holds where the own one of this group or charger is taken away. */
function beneath(tx: Tx, { facts }: FlowContext, { scope, scopeId }: PolicyScope) {
  const groupId = scope === 'charger' ? (facts.charger(scopeId)?.groupId ?? null) : null
  return governingPolicy(tx, { groupId })
}
