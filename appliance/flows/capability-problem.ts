import type { AccessPolicy } from '../domain/access-mode.ts'
import type { Capability } from '../domain/capability.ts'
import { toUtcText } from '../domain/utc-text.ts'
import {
  findAcknowledgement,
  putAcknowledgement,
  type CapabilityAcknowledgement,
} from '../store/charger-capabilities.ts'
import type { ChargerFacts } from '../store/facts.ts'
import type { Reader, Tx } from '../store/store.ts'
import type { FlowContext, Origin } from './context.ts'
import { recordChange } from './record-change.ts'

/** A charger that cannot be given managed access as asked, with why. */
export interface IncapableCharger {
  readonly chargerId: string
  readonly reasons: readonly string[]
}

export type CapabilityProblem =
  | { readonly kind: 'unsupported'; readonly chargers: readonly IncapableCharger[] }
  /** Somebody has to say that they know. */
  | { readonly kind: 'acknowledgement_needed'; readonly chargers: readonly IncapableCharger[] }

export interface Acknowledgement {
  /** Whoever asks knows that some of the chargers cannot fully enforce managed access. */
  readonly acknowledgePartial: boolean
  /** What was acknowledged before still counts: the change is one of the same policy. */
  readonly continues?: boolean
}

/** Whether anything in a policy asks for managed access. */
export function restricts({
  defaultMode,
  windows,
}: Pick<AccessPolicy, 'defaultMode'> & {
  readonly windows: readonly { readonly mode: AccessPolicy['defaultMode'] }[]
}): boolean {
  return defaultMode === 'managed_access' || windows.some(({ mode }) => mode === 'managed_access')
}

/** Why these chargers cannot be given managed access; null: they can. Unknown chargers are passed over. */
export function capabilityProblem(
  reader: Reader,
  { facts }: FlowContext,
  chargerIds: readonly string[],
  { acknowledgePartial, continues = false }: Acknowledgement,
): CapabilityProblem | null {
  const known = chargerIds.flatMap((id) => facts.charger(id) ?? [])
  const unsupported = known.filter(({ capability }) => capability.state === 'unsupported')
  if (unsupported.length > 0) return { kind: 'unsupported', chargers: unsupported.map(incapable) }
  if (acknowledgePartial) return null
  const partial = known.filter(
    (charger) =>
      charger.capability.state === 'partially_supported' && !(continues && isAcknowledged(reader, charger)),
  )
  return partial.length === 0 ? null : { kind: 'acknowledgement_needed', chargers: partial.map(incapable) }
}

/** Puts down that somebody knows what these chargers cannot do, where there is something to know. */
export function recordAcknowledgement(
  tx: Tx,
  { facts, clock }: FlowContext,
  origin: Origin,
  chargerIds: readonly string[],
): void {
  const at = toUtcText(clock.now())
  for (const id of chargerIds) {
    const charger = facts.charger(id)
    if (charger?.capability.state !== 'partially_supported' || isAcknowledged(tx, charger)) continue
    const reasons = [...charger.capability.reasons]
    putAcknowledgement(tx, { chargerId: id, reasons, by: origin.actor, at })
    const subject = `charger:${id}`
    recordChange(tx, origin, {
      at,
      action: 'capability.acknowledged',
      subject,
      body: { chargerId: id, reasons },
    })
  }
}

function isAcknowledged(reader: Reader, { id, capability }: ChargerFacts): boolean {
  return isAcknowledgedBy(findAcknowledgement(reader, id), capability)
}

/** An acknowledgement is one of certain reasons: with others it has to be given again. */
export function isAcknowledgedBy(
  given: Pick<CapabilityAcknowledgement, 'reasons'> | null,
  { reasons }: Capability,
): boolean {
  return given !== null && JSON.stringify(given.reasons) === JSON.stringify(reasons)
}

function incapable({ id, capability }: ChargerFacts): IncapableCharger {
  return { chargerId: id, reasons: capability.reasons }
}
