import { afterAttempt } from '../domain/charger-mode.ts'
import type { ModeAttempt, ModeChangeOutcome, ModeStep } from '../domain/mode-attempt.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { findChargerMode, putChargerMode } from '../store/charger-modes.ts'
import { insertModeChange } from '../store/mode-changes.ts'
import { gatewayOrigin, type FlowContext } from './context.ts'
import { ledgerMode, publishMode } from './mode-records.ts'
import { recordChange, type Plain } from './record-change.ts'

export type RecordModeAttemptOutcome =
  | {
      readonly kind: 'recorded'
      readonly changeId: number
      /** False: another mode is expected by now, and nobody has tried that yet. */
      readonly stillExpected: boolean
    }
  /** It has been removed, or the schedule was never applied to it. */
  | { readonly kind: 'unknown_charger' }

/** Writes down what became of one attempt to bring a charger into a mode, whether it succeeded or not. */
export function recordModeAttempt(
  context: FlowContext,
  attempt: ModeAttempt,
): Promise<RecordModeAttemptOutcome> {
  const { chargerId, toMode, steps } = attempt
  return context.commits.write((tx) => {
    const before = findChargerMode(tx, chargerId)
    if (!before) return { kind: 'unknown_charger' }
    const now = context.clock.now()
    const after = afterAttempt(before, attempt, now)
    const stillExpected = toMode === before.expectedMode
    const outcome: ModeChangeOutcome =
      stillExpected || attempt.outcome === 'confirmed' ? attempt.outcome : 'superseded'
    const change = {
      chargerId,
      fromMode: before.observedMode,
      toMode,
      cause: before.status === 'drifted' ? ('drift' as const) : before.expectedBecause.source,
      startedAt: toUtcText(attempt.startedAt),
      completedAt: toUtcText(now),
      outcome,
      problem: attempt.problem,
      attempt: after.attempt,
    }
    const body = { change, steps: steps as readonly Plain<ModeStep>[], mode: ledgerMode(after) }
    const entry = recordChange(tx, gatewayOrigin, {
      at: change.completedAt,
      action: `mode.${outcome}`,
      subject: `charger:${chargerId}`,
      body,
    })
    putChargerMode(tx, after)
    const changeId = insertModeChange(tx, { entry, ...change })
    context.facts.forgetCharger(chargerId)
    tx.afterCommit(() => publishMode(context, after))
    return { kind: 'recorded', changeId, stillExpected }
  })
}
