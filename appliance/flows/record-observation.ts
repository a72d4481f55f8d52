import { afterObservation, type ChargerMode } from '../domain/charger-mode.ts'
import type { ModeObservation, SettingDifference } from '../domain/mode-attempt.ts'
import { findChargerMode, putChargerMode } from '../store/charger-modes.ts'
import { toUtcText } from '../domain/utc-text.ts'
import type { Tx } from '../store/store.ts'
import { gatewayOrigin, type FlowContext } from './context.ts'
import { ledgerMode, publishMode } from './mode-records.ts'
import { recordChange, type Plain } from './record-change.ts'

export type RecordObservationOutcome =
  /** It is as expected. */
  | { readonly kind: 'confirmed' }
  /** It was as expected before: somebody has changed it. */
  | { readonly kind: 'drifted' }
  /** It is not as expected, which was not known to be otherwise. */
  | { readonly kind: 'differs' }
  /** It has been removed, or the schedule was never applied to it. */
  | { readonly kind: 'unknown_charger' }

/** Writes down what a charger was found to be set to. Finding what was known already is no event. */
export function recordObservation(
  context: FlowContext,
  observation: ModeObservation,
): Promise<RecordObservationOutcome> {
  return context.commits.write((tx) => {
    const before = findChargerMode(tx, observation.chargerId)
    if (!before) return { kind: 'unknown_charger' }
    const after = afterObservation(before, observation, context.clock.now())
    putChargerMode(tx, after)
    if (after.status !== before.status || after.observedMode !== before.observedMode) {
      recordNews(tx, context, observation, after)
    }
    if (after.status === 'confirmed') return { kind: 'confirmed' }
    return { kind: after.status === 'drifted' && before.status === 'confirmed' ? 'drifted' : 'differs' }
  })
}

function recordNews(
  tx: Tx,
  context: FlowContext,
  { chargerId, occasion, differences }: ModeObservation,
  after: ChargerMode,
): void {
  recordChange(tx, gatewayOrigin, {
    at: toUtcText(context.clock.now()),
    action: after.status === 'drifted' ? 'mode.drifted' : 'mode.observed',
    subject: `charger:${chargerId}`,
    body: {
      occasion,
      differences: differences as readonly Plain<SettingDifference>[],
      mode: ledgerMode(after),
    },
  })
  context.facts.forgetCharger(chargerId)
  tx.afterCommit(() => publishMode(context, after))
}
