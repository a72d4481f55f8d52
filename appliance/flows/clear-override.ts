import { toUtcText } from '../domain/utc-text.ts'
import { findOverride, markOverrideCleared } from '../store/overrides.ts'
import type { FlowContext, Origin } from './context.ts'
import { recordChange } from './record-change.ts'
import { scheduleChanged } from './schedule-changed.ts'
import { theOnly } from './set-override.ts'

export type ClearOverrideOutcome =
  | { readonly kind: 'cleared' }
  | { readonly kind: 'not_found' }
  /** It had ended by itself or been cleared before. */
  | { readonly kind: 'over' }

/** Ends an override before its time; the schedule rules again. */
export function clearOverride(
  context: FlowContext,
  origin: Origin,
  id: number,
): Promise<ClearOverrideOutcome> {
  return context.commits.write((tx) => {
    const override = findOverride(tx, id)
    if (!override) return { kind: 'not_found' }
    const at = toUtcText(context.clock.now())
    if (override.clearedAt !== null || override.until <= at) return { kind: 'over' }
    markOverrideCleared(tx, id, at, origin.actor)
    recordChange(tx, origin, {
      at,
      action: 'override.cleared',
      subject: `override:${id}`,
      body: { ...override, clearedAt: at, clearedBy: origin.actor },
    })
    scheduleChanged(tx, context, { changed: 'override', chargerId: theOnly(override.chargerIds) })
    return { kind: 'cleared' }
  })
}
