import { updateSeen, type SeenFacts } from '../store/charger-reports.ts'
import type { FlowContext } from './context.ts'

/** Writes down when chargers were last heard of and how far their clocks are off, many at a time. */
export function recordPresence(context: FlowContext, chargers: readonly SeenFacts[]): Promise<void> {
  return context.commits.write((tx) => {
    for (const charger of chargers) updateSeen(tx, charger)
  })
}
