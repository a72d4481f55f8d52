import type { Facts } from '../store/facts.ts'

/** A charger that cannot be given managed access as asked, with why. */
export interface IncapableCharger {
  readonly chargerId: string
  readonly reasons: readonly string[]
}

export type CapabilityProblem =
  | { readonly kind: 'unsupported'; readonly chargers: readonly IncapableCharger[] }
  /** Somebody has to say that they know. */
  | { readonly kind: 'acknowledgement_needed'; readonly chargers: readonly IncapableCharger[] }

/** Why these chargers cannot be given managed access; null: they can. Unknown chargers are passed over. */
export function capabilityProblem(
  facts: Facts,
  chargerIds: readonly string[],
  { acknowledgePartial }: { readonly acknowledgePartial: boolean },
): CapabilityProblem | null {
  const known = chargerIds.flatMap((id) => facts.charger(id) ?? [])
  const inState = (state: string) =>
    known
      .filter(({ capability }) => capability.state === state)
      .map(({ id, capability }) => ({ chargerId: id, reasons: capability.reasons }))
  const unsupported = inState('unsupported')
  if (unsupported.length > 0) return { kind: 'unsupported', chargers: unsupported }
  const partial = inState('partially_supported')
  if (partial.length === 0 || acknowledgePartial) return null
  return { kind: 'acknowledgement_needed', chargers: partial }
}
