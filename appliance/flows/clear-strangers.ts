import type { ChargerLink } from '../domain/charger-link.ts'
import { listStrangers } from '../store/strangers.ts'
import type { FlowContext, Origin } from './context.ts'
import { dropCharger } from './drop-charger.ts'

/**
 * Empties the list of chargers that came by themselves and wait; one that comes again waits again. Returns how many
 * there were. Those that a person has added stay.
 */
export async function clearStrangers(
  context: FlowContext,
  link: ChargerLink,
  origin: Origin,
): Promise<number> {
  const ids = await context.commits.write((tx) => {
    const strangers = listStrangers(tx)
    for (const id of strangers) dropCharger(tx, context, origin, id)
    return strangers
  })
  for (const id of ids) link.disconnect(id, 'removed')
  return ids.length
}
