import type { AccessMode } from '../../appliance/domain/access-mode.ts'
import { clearOverride } from '../../appliance/flows/clear-override.ts'
import { gatewayOrigin, type FlowContext } from '../../appliance/flows/context.ts'
import { setOverride } from '../../appliance/flows/set-override.ts'
import { approvedChargerIds } from '../../appliance/store/charger-list.ts'
import { chargerModesOf } from '../../appliance/store/charger-modes.ts'
import { identityOf } from '../fleet.ts'

export interface Opening {
  /** How many: the first ones. */
  readonly chargers: number
  /** Freevend until then, managed access from then on; ms since 1970. */
  readonly untilMs: number
}

let overrideId: number | null = null

/** In place of what was set before. */
export async function openUntil(flow: FlowContext, { chargers, untilMs }: Opening): Promise<void> {
  const outcome = await setOverride(flow, gatewayOrigin, {
    chargerIds: Array.from({ length: chargers }, (_, index) => identityOf(index)),
    mode: 'freevend',
    until: Temporal.Instant.fromEpochMilliseconds(untilMs),
    reason: 'benchmark',
    acknowledgePartial: false,
  })
  if (outcome.kind !== 'set') throw new Error(`chargers cannot be opened: ${outcome.kind}`)
  if (overrideId !== null) await clearOverride(flow, gatewayOrigin, overrideId)
  overrideId = outcome.id
}

/** How many chargers have been read back and are known to be in the mode that is expected of them. */
export function confirmedIn({ store }: FlowContext, mode: AccessMode): number {
  const modes = chargerModesOf(store, approvedChargerIds(store)).values()
  return [...modes].filter(({ status, observedMode }) => status === 'confirmed' && observedMode === mode)
    .length
}
