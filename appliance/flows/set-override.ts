import type { AccessMode } from '../domain/access-mode.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { insertOverride } from '../store/overrides.ts'
import type { Tx } from '../store/store.ts'
import type { FlowContext, Origin } from './context.ts'
import { capabilityProblem, recordAcknowledgement, type CapabilityProblem } from './capability-problem.ts'
import { recordChange } from './record-change.ts'
import { scheduleChanged } from './schedule-changed.ts'

export interface SetOverrideInput {
  readonly chargerIds: readonly string[]
  /** `freevend` opens the chargers, `managed_access` restricts them. */
  readonly mode: AccessMode
  readonly until: Temporal.Instant
  readonly reason: string
  /** Whoever sets it knows that some of the chargers cannot fully enforce managed access. */
  readonly acknowledgePartial: boolean
}

export type SetOverrideOutcome =
  | { readonly kind: 'set'; readonly id: number }
  | { readonly kind: 'unknown_chargers'; readonly ids: readonly string[] }
  | { readonly kind: 'ends_in_the_past' }
  | { readonly kind: 'too_long' }
  /** These are kept open by the rollout, so that restricting them would do nothing. */
  | { readonly kind: 'not_enforced'; readonly ids: readonly string[] }
  | CapabilityProblem

/** Longer than that is not a manual exception but another policy. */
export const overrideLimitDays = 31

/** Opens or restricts chargers for a while, whatever the schedule says; the newest override wins. */
export function setOverride(
  context: FlowContext,
  origin: Origin,
  input: SetOverrideInput,
): Promise<SetOverrideOutcome> {
  const { mode, until, reason } = input
  const chargerIds = [...new Set(input.chargerIds)].sort()
  return context.commits.write((tx) => {
    const now = context.clock.now()
    const latest = now.add({ hours: overrideLimitDays * 24 })
    if (Temporal.Instant.compare(until, now) <= 0) return { kind: 'ends_in_the_past' }
    if (Temporal.Instant.compare(until, latest) > 0) return { kind: 'too_long' }
    const unknown = chargerIds.filter((id) => context.facts.charger(id) === null)
    if (unknown.length > 0) return { kind: 'unknown_chargers', ids: unknown }
    if (mode === 'managed_access') {
      const refused = restrictionProblem(tx, context, chargerIds, input)
      if (refused) return refused
      if (input.acknowledgePartial) recordAcknowledgement(tx, context, origin, chargerIds)
    }
    const startsAt = toUtcText(now)
    const acknowledgedPartial = mode === 'managed_access' && input.acknowledgePartial
    const override = {
      chargerIds,
      mode,
      startsAt,
      until: toUtcText(until),
      reason,
      actor: origin.actor,
      acknowledgedPartial,
      clearedAt: null,
      clearedBy: null,
    }
    const id = insertOverride(tx, override)
    recordChange(tx, origin, {
      at: startsAt,
      action: 'override.set',
      subject: `override:${id}`,
      body: { id, ...override },
    })
    scheduleChanged(tx, context, { changed: 'override', chargerId: theOnly(chargerIds) })
    return { kind: 'set', id }
  })
}

function restrictionProblem(
  tx: Tx,
  context: FlowContext,
  chargerIds: readonly string[],
  input: SetOverrideInput,
): SetOverrideOutcome | null {
  const open = chargerIds.filter((id) => context.facts.charger(id)?.stage !== 'enforce')
  if (open.length > 0) return { kind: 'not_enforced', ids: open }
  return capabilityProblem(tx, context, chargerIds, input)
}

/** The one of a list; null where there are several. */
export function theOnly(chargerIds: readonly string[]): string | null {
  return chargerIds.length === 1 ? chargerIds[0]! : null
}
