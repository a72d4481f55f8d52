import { toUtcText } from '../domain/utc-text.ts'
import { chargerModesOf, putChargerMode } from '../store/charger-modes.ts'
import type { Tx } from '../store/store.ts'
import type { FlowContext } from './context.ts'
import { publishMode, recordExpected } from './mode-records.ts'

/**
 * Managed access asks for other settings of these chargers from now on. It has to be brought to them again, whenever
 * they are there, and nobody at the charger is said to have changed anything.
 */
export function reopenModes(tx: Tx, context: FlowContext, chargerIds: readonly string[]): void {
  const reopened = [...chargerModesOf(tx, chargerIds).values()]
    .filter(({ status, expectedMode }) => status === 'confirmed' && expectedMode === 'managed_access')
    .map((mode) => Object.assign({}, mode, { status: 'applying' as const }))
  for (const mode of reopened) putChargerMode(tx, mode)
  recordExpected(tx, reopened, toUtcText(context.clock.now()))
  tx.afterCommit(() => reopened.forEach((mode) => publishMode(context, mode)))
}
