import type { RolloutStage } from '../domain/rollout.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { approvedChargerIds } from '../store/charger-list.ts'
import { countObserved, countWouldRefuse, listWouldRefuse } from '../store/rollout-report.ts'
import {
  deleteRollout,
  depotRollout,
  findRollout,
  firstStage,
  putRollout,
  stageOf,
} from '../store/rollouts.ts'
import type { Tx } from '../store/store.ts'
import {
  capabilityProblem,
  recordAcknowledgement,
  restricts,
  type Acknowledgement,
  type CapabilityProblem,
} from './capability-problem.ts'
import type { FlowContext, Origin } from './context.ts'
import { recordChange, type Plain } from './record-change.ts'
import { scheduleChanged } from './schedule-changed.ts'

export interface SetRolloutInput extends Pick<Acknowledgement, 'acknowledgePartial'> {
  /** Null: these chargers go with the depot again. */
  readonly stage: RolloutStage | null
  /** Null for the depot and all that go with it. */
  readonly chargerIds: readonly string[] | null
}

export type SetRolloutOutcome =
  /** `moved`: whose stage it is. */
  | { readonly kind: 'set'; readonly moved: readonly string[] }
  | { readonly kind: 'unknown_chargers'; readonly ids: readonly string[] }
  | CapabilityProblem

/** How far back the record of a move looks. */
export const reportDays = 7
/** The days up to now, now included; UTC text. */
export function reportRange(now: Temporal.Instant, days: number): { from: string; to: string } {
  return {
    from: toUtcText(now.subtract({ hours: days * 24 })),
    to: toUtcText(now.add({ milliseconds: 1 })),
  }
}

/** How many identifiers the record of a move names. */
const namedLimit = 100

/**
 * Moves the depot or some chargers to another stage of managed access. The record says how many recent attempts
 * would have been refused there, why, and which identifiers those were, masked.
 */
export function setRollout(
  context: FlowContext,
  origin: Origin,
  { stage, chargerIds, acknowledgePartial }: SetRolloutInput,
): Promise<SetRolloutOutcome> {
  return context.commits.write((tx) => {
    const unknown = (chargerIds ?? []).filter((id) => context.facts.charger(id) === null)
    if (unknown.length > 0) return { kind: 'unknown_chargers', ids: unknown }
    const moved = chargerIds ?? withDepot(tx)
    const next = stage ?? findRollout(tx, depotRollout)?.stage ?? firstStage
    const restricted = next === 'enforce' ? newlyEnforced(tx, context, moved) : []
    const refused = capabilityProblem(tx, context, restricted, { acknowledgePartial })
    if (refused) return refused
    if (acknowledgePartial) recordAcknowledgement(tx, context, origin, restricted)
    store(tx, context, origin, stage, chargerIds)
    recordMove(tx, context, origin, { stage, chargerIds, moved })
    scheduleChanged(tx, context, { changed: 'rollout', chargerId: null })
    return { kind: 'set', moved }
  })
}

/** The approved chargers that have no stage of their own. */
function withDepot(tx: Tx): string[] {
  return approvedChargerIds(tx).filter((id) => !findRollout(tx, { scope: 'charger', scopeId: id }))
}

/** Those that were open and whose policy will now ask for managed access. */
function newlyEnforced(tx: Tx, { facts }: FlowContext, chargerIds: readonly string[]): string[] {
  return chargerIds.filter((id) => stageOf(tx, id) !== 'enforce' && restricts(facts.charger(id)!.policy))
}

function store(
  tx: Tx,
  { clock }: FlowContext,
  { actor }: Origin,
  stage: RolloutStage | null,
  chargerIds: SetRolloutInput['chargerIds'],
): void {
  const scopes = chargerIds?.map((scopeId) => ({ scope: 'charger' as const, scopeId })) ?? [depotRollout]
  const changedAt = toUtcText(clock.now())
  for (const scope of scopes) {
    if (stage === null) deleteRollout(tx, scope)
    else putRollout(tx, { ...scope, stage, changedAt, changedBy: actor })
  }
}

interface Move extends Pick<SetRolloutInput, 'stage' | 'chargerIds'> {
  readonly moved: readonly string[]
}

function recordMove(
  tx: Tx,
  { clock }: FlowContext,
  origin: Origin,
  { stage, chargerIds, moved }: Move,
): void {
  const now = clock.now()
  const filter = { ...reportRange(now, reportDays), chargerIds: moved }
  const wouldRefuse = countWouldRefuse(tx, filter)
  const named = listWouldRefuse(tx, filter, namedLimit)
  const subject = chargerIds?.length === 1 ? `charger:${chargerIds[0]}` : 'depot'
  recordChange(tx, origin, {
    at: toUtcText(now),
    action: 'rollout.changed',
    subject,
    body: {
      stage,
      chargerIds: chargerIds && [...chargerIds],
      days: reportDays,
      attempts: countObserved(tx, filter),
      wouldRefuse: wouldRefuse as Plain<(typeof wouldRefuse)[number]>[],
      identifiers: named.map(({ maskedIdentifier, reason, count }) => ({ maskedIdentifier, reason, count })),
    },
  })
}
