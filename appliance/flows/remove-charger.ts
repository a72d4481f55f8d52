import type { ChargerLink } from '../domain/charger-link.ts'
import { findCharger } from '../store/chargers.ts'
import type { FlowContext, Origin } from './context.ts'
import { dropCharger } from './drop-charger.ts'

export type RemoveChargerOutcome = { readonly kind: 'removed' } | { readonly kind: 'not_found' }

/**
 * Takes a charger out of the depot with its policy, and ends its connection. Its sessions, decisions and
 * faults stay as history; should it come back, it is unknown and waits.
 */
export async function removeCharger(
  context: FlowContext,
  link: ChargerLink,
  origin: Origin,
  id: string,
): Promise<RemoveChargerOutcome> {
  const outcome = await context.commits.write((tx): RemoveChargerOutcome => {
    if (!findCharger(tx, id)) return { kind: 'not_found' }
    dropCharger(tx, context, origin, id)
    return { kind: 'removed' }
  })
  if (outcome.kind === 'removed') link.disconnect(id, 'removed')
  return outcome
}
