import type { ModeBecause } from '../domain/access-mode.ts'
import { decide } from '../domain/decide.ts'
import type { DecisionFacts, DecisionReason, Verdict } from '../domain/decision.ts'
import { listAgeS } from '../domain/list-age.ts'
import { scheduledModeAt } from '../domain/rollout.ts'
import type { Restriction } from '../domain/team-rule.ts'
import type { ChargerFacts } from '../store/facts.ts'
import { countOpenSessionsElsewhere } from '../store/sessions.ts'
import type { Reader } from '../store/store.ts'
import type { FlowContext, Origin } from './context.ts'
import { isFreevendIdTag, type PresentedIdentifier } from './present-identifier.ts'

/** Somebody wants to charge. */
export interface AccessQuestion {
  readonly charger: ChargerFacts
  readonly protocol: string
  /** The OCPP message that asks. */
  readonly message: string
  readonly evseId: number | null
  readonly connectorId: number | null
  /** Null when nothing was presented. */
  readonly identifier: PresentedIdentifier | null
  /** When they want it; in the past for a start that the charger replays. */
  readonly at: Temporal.Instant
  readonly origin: Origin
}

/** What a charger is told of an identifier. */
export interface Told {
  /** `open`: freevend, nothing was decided, or only to observe what would have happened. */
  readonly verdict: 'open' | 'allow' | 'deny'
  readonly reason: DecisionReason | null
  /** With `not_permitted_here`: what stands against it, the place or the time. */
  readonly restriction: Restriction | null
}

/** A verdict with all that it rests on. */
export interface Weighed {
  readonly facts: DecisionFacts
  readonly verdict: Verdict
  readonly because: ModeBecause
  /** True: the charger is open while managed access is introduced, so this is what would have happened. */
  readonly observed: boolean
}

/**
 * Applies the rules without recording anything; null in freevend, where there is nothing to apply, and before
 * the rollout has come as far. The one place where access is decided.
 */
export function weigh(
  reader: Reader,
  context: FlowContext,
  question: Pick<AccessQuestion, 'charger' | 'evseId' | 'identifier' | 'at'>,
): Weighed | null {
  const { charger, evseId, identifier, at } = question
  if (charger.stage === 'off') return null
  const { mode, because } = scheduledModeAt(charger, context.scheduleTime(at))
  if (mode === 'freevend') return null
  const observed = charger.stage === 'observe'
  if (observed && (identifier === null || isFreevendIdTag(context, charger, identifier))) return null
  const known = identifier && context.facts.identifier(identifier.key)
  const isLimited = identifier !== null && known !== null && known.concurrencyLimit !== null
  const facts: DecisionFacts = {
    chargerId: charger.id,
    zone: context.zone,
    capability: charger.capability.state,
    clock: context.clockConfidence(),
    list: {
      version: context.facts.listVersion,
      ageS: listAgeS(context.facts.listRefreshedAt, context.clock.now()),
      maxAgeS: charger.policy.listMaxAgeS,
    },
    fallback: charger.policy.fallback,
    identifier: known,
    agreement: known?.agreement ?? null,
    teamRules: known?.teamRules ?? [],
    openSessionsElsewhere: isLimited
      ? countOpenSessionsElsewhere(reader, identifier.key, charger.id, evseId)
      : 0,
  }
  return { facts, verdict: decide(facts, at), because, observed }
}

/** What the charger is told of it. */
export function toldOf(weighed: Weighed | null): Told {
  if (weighed === null || weighed.observed) return { verdict: 'open', reason: null, restriction: null }
  const { verdict } = weighed
  const restriction = verdict.outcome === 'deny' ? verdict.restriction : null
  return { verdict: verdict.outcome, reason: verdict.reason, restriction }
}
