import type { ToleranceUseTable } from '../store/schema/telemetry.ts'
import { addToleranceUses } from '../store/tolerance-uses.ts'
import type { FlowContext } from './context.ts'

/** Adds up how often chargers needed a tolerance of their profile. */
export function recordTolerances(
  { commits }: Pick<FlowContext, 'commits'>,
  uses: readonly ToleranceUseTable[],
): Promise<void> {
  return commits.write((tx) => {
    for (const one of uses) addToleranceUses(tx, one)
  })
}
