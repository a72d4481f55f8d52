import type { AccessPolicy } from '../domain/access-mode.ts'
import type { AccessWindow } from '../domain/schedule/access-window.ts'
import type { NewWindow } from '../domain/schedule/parse-window.ts'
import { firstOverlap, type WindowOverlap } from '../domain/schedule/window-overlap.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { findGroup } from '../store/groups.ts'
import {
  findPolicy,
  governingPolicy,
  listWindows,
  putPolicy,
  replaceWindows,
  type GoverningPolicy,
  type PolicyScope,
  type WindowToStore,
} from '../store/policies.ts'
import { raisePolicyVersion } from '../store/policy-version.ts'
import type { PolicyTable } from '../store/schema/policy.ts'
import type { Tx } from '../store/store.ts'
import {
  capabilityProblem,
  recordAcknowledgement,
  restricts,
  type CapabilityProblem,
} from './capability-problem.ts'
import type { FlowContext, Origin } from './context.ts'
import { followersOf } from './policy-followers.ts'
import { recordChange, type Plain } from './record-change.ts'
import { reopenModes } from './reopen-modes.ts'
import { scheduleChanged } from './schedule-changed.ts'

export interface PolicyRules
  extends
    Pick<AccessPolicy, 'defaultMode' | 'onBoundary' | 'fallback' | 'offlinePolicy' | 'listMaxAgeS'>,
    Pick<GoverningPolicy, 'boundaryGraceMin'> {
  /** All of them; those that come with an id of this policy keep it. */
  readonly windows: readonly WindowToStore[]
}

export interface ChangePolicyInput {
  readonly scope: PolicyScope
  /** What is to change; the rest stays as it is in force. */
  readonly rules: Partial<PolicyRules>
  /** The version that the change was made from; where it is no longer in force, nothing is changed. */
  readonly version?: number | undefined
  /** Whoever changes it knows that some chargers under it cannot fully enforce managed access. */
  readonly acknowledgePartial: boolean
}

export type ChangePolicyOutcome =
  | { readonly kind: 'changed' }
  | { readonly kind: 'unknown_charger' }
  | { readonly kind: 'unknown_group' }
  /** Somebody else has changed it meanwhile. */
  | { readonly kind: 'not_in_force'; readonly version: number }
  /** The windows in `overlap` have their place in the list as id. */
  | { readonly kind: 'overlap'; readonly overlap: WindowOverlap; readonly windows: readonly WindowToStore[] }
  | CapabilityProblem

interface PolicyChange {
  readonly scope: PolicyScope
  readonly own: PolicyTable | undefined
  /** What held so far, and what is to hold. */
  readonly before: PolicyTable & { readonly windows: readonly WindowToStore[] }
  readonly after: PolicyTable & { readonly windows: readonly WindowToStore[] }
}

/** Replaces a policy whole, with its windows. One that was not there begins with what was in force. */
export function changePolicy(
  context: FlowContext,
  origin: Origin,
  { scope, rules, version, acknowledgePartial }: ChangePolicyInput,
): Promise<ChangePolicyOutcome> {
  return context.commits.write((tx) => {
    const place = placeOf(tx, context, scope)
    if ('kind' in place) return place
    const inForce = governingPolicy(tx, place)
    if (version !== undefined && version !== inForce.version) {
      return { kind: 'not_in_force', version: inForce.version }
    }
    const before = { ...inForce, windows: listWindows(tx, inForce) }
    const after = { ...before, ...rules, ...scope }
    const overlap = firstOverlap(numbered(after.windows), context.zone, context.clock.now())
    if (overlap) return { kind: 'overlap', overlap, windows: after.windows }
    const change = { scope, own: findPolicy(tx, scope), before, after }
    const continues = change.own?.acknowledgedPartial === 1
    const restricted = newlyRestricted(tx, context, change)
    const refused = capabilityProblem(tx, context, restricted, { acknowledgePartial, continues })
    if (refused) return refused
    if (acknowledgePartial) recordAcknowledgement(tx, context, origin, restricted)
    store(tx, context, origin, change, restricts(after) && (acknowledgePartial || continues))
    return { kind: 'changed' }
  })
}

function placeOf(
  tx: Tx,
  { facts }: FlowContext,
  { scope, scopeId }: PolicyScope,
):
  | { chargerId?: string; groupId: number | null }
  | Extract<ChangePolicyOutcome, { kind: 'unknown_charger' | 'unknown_group' }> {
  switch (scope) {
    case 'depot':
      return { groupId: null }
    case 'group':
      return findGroup(tx, Number(scopeId)) ? { groupId: Number(scopeId) } : { kind: 'unknown_group' }
    case 'charger': {
      const charger = facts.charger(scopeId)
      return charger ? { chargerId: scopeId, groupId: charger.groupId } : { kind: 'unknown_charger' }
    }
  }
}

/** Windows by their place in the list: those that are new have no id yet. */
function numbered(windows: readonly NewWindow[]) {
  return windows.map((window, id) => Object.assign({}, window, { id }))
}

/**
 * The chargers that the change gives managed access. Where a depot's or group's modes stay as they are nobody is
 * given anything, so that a charger that cannot follow them does not stand in the way of other changes.
 */
function newlyRestricted(
  tx: Tx,
  context: FlowContext,
  { scope, own, before, after }: PolicyChange,
): string[] {
  const modes = (policy: PolicyChange['after']) => JSON.stringify([policy.defaultMode, policy.windows])
  const asBefore = modes(before) === modes(after) && (own !== undefined || scope.scope !== 'charger')
  return asBefore || !restricts(after) ? [] : followersOf(tx, context, scope)
}

function store(
  tx: Tx,
  context: FlowContext,
  origin: Origin,
  { scope, own, before, after }: PolicyChange,
  acknowledged: boolean,
): void {
  const { windows, ...rules } = after
  const ownIds = new Set(own && listWindows(tx, scope).map(({ id }) => id))
  const policy: PolicyTable = {
    ...rules,
    acknowledgedPartial: acknowledged ? 1 : 0,
    version: raisePolicyVersion(tx),
    updatedAt: toUtcText(context.clock.now()),
  }
  putPolicy(tx, policy)
  // Each id once: a window that was copied is a new one.
  const kept = windows.map(({ id, ...window }) =>
    Object.assign(window, { id: id !== null && ownIds.delete(id) ? id : null }),
  )
  const stored = replaceWindows(tx, scope, kept)
  const subject = scope.scope === 'depot' ? 'depot' : `${scope.scope}:${scope.scopeId}`
  const body = { ...policy, windows: stored as Plain<AccessWindow>[] }
  recordChange(tx, origin, { at: policy.updatedAt, action: 'policy.changed', subject, body })
  if (before.offlinePolicy !== after.offlinePolicy) reopenModes(tx, context, followersOf(tx, context, scope))
  const chargerId = scope.scope === 'charger' ? scope.scopeId : null
  scheduleChanged(tx, context, { changed: 'policy', chargerId })
}
