import type { ChargerLink } from '../domain/charger-link.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { findCharger, updateChargerSettings } from '../store/chargers.ts'
import { recordCharger, settingsOf } from './charger-change.ts'
import type { FlowContext, Origin } from './context.ts'

export type RefuseChargerOutcome = { readonly kind: 'refused' } | { readonly kind: 'not_found' }

/** Turns a charger away, now and whenever it comes back. */
export async function refuseCharger(
  context: FlowContext,
  link: ChargerLink,
  origin: Origin,
  id: string,
): Promise<RefuseChargerOutcome> {
  const outcome = await context.commits.write((tx): RefuseChargerOutcome => {
    const row = findCharger(tx, id)
    if (!row) return { kind: 'not_found' }
    if (row.status === 'refused') return { kind: 'refused' }
    const settings = { ...settingsOf(row), status: 'refused' } as const
    updateChargerSettings(tx, settings)
    recordCharger(tx, context, origin, {
      at: toUtcText(context.clock.now()),
      action: 'charger.refused',
      settings,
    })
    return { kind: 'refused' }
  })
  if (outcome.kind === 'refused') link.disconnect(id, 'refused')
  return outcome
}
