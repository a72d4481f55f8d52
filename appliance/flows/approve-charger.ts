import { toUtcText } from '../domain/utc-text.ts'
import { findCharger, updateChargerSettings } from '../store/chargers.ts'
import { recordCharger, settingsOf, type NoPassword } from './charger-change.ts'
import type { FlowContext, Origin } from './context.ts'

export type ApproveChargerOutcome =
  | { readonly kind: 'approved' }
  | { readonly kind: 'not_found' }
  /** It has presented no password and was given none, which the depot does not allow. */
  | { readonly kind: 'password_needed' }

/** Lets a charger in. The password that it presented while it waited becomes its own. */
export function approveCharger(
  context: FlowContext,
  origin: Origin,
  { id, noPassword }: { readonly id: string; readonly noPassword: NoPassword },
): Promise<ApproveChargerOutcome> {
  return context.commits.write((tx) => {
    const row = findCharger(tx, id)
    if (!row) return { kind: 'not_found' }
    if (row.status === 'approved') return { kind: 'approved' }
    if (row.passwordMac === null && noPassword === 'refuse') return { kind: 'password_needed' }
    const settings = { ...settingsOf(row), status: 'approved', passwordPinned: 0 } as const
    updateChargerSettings(tx, settings)
    recordCharger(tx, context, origin, {
      at: toUtcText(context.clock.now()),
      action: 'charger.approved',
      settings,
    })
    return { kind: 'approved' }
  })
}
