import type { ChargerLink } from '../domain/charger-link.ts'
import type { PasswordProblem } from '../domain/charger-password.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { findCharger, updateChargerSettings } from '../store/chargers.ts'
import {
  recordCharger,
  settingsOf,
  usePassword,
  type NoPassword,
  type PasswordChoice,
} from './charger-change.ts'
import type { FlowContext, Origin } from './context.ts'
import { reopenModes } from './reopen-modes.ts'
import { scheduleChanged } from './schedule-changed.ts'

/** What is left out stays as it is. */
export interface ChangeChargerInput {
  readonly id: string
  readonly label?: string | null
  /** A firmware profile that exists; null lets the boot data choose. */
  readonly profileId?: string | null
  readonly password?: PasswordChoice
  readonly noPassword: NoPassword
}

export type ChangeChargerOutcome =
  | {
      readonly kind: 'changed'
      /** The generated password, which is not kept and cannot be shown again. */
      readonly password: string | null
      readonly warnings: readonly string[]
    }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'password_needed' }
  | { readonly kind: 'bad_password'; readonly problem: PasswordProblem }

/** Changes label, firmware profile or password. With a new password the charger has to sign in again. */
export async function changeCharger(
  context: FlowContext,
  link: ChargerLink,
  origin: Origin,
  input: ChangeChargerInput,
): Promise<ChangeChargerOutcome> {
  const { id, label, profileId, password, noPassword } = input
  if (password?.kind === 'none' && noPassword === 'refuse') return { kind: 'password_needed' }
  const answer = password && usePassword(context.keys.chargerPassword, id, password)
  if (answer?.kind === 'unusable') return { kind: 'bad_password', problem: answer.problem }
  const outcome = await context.commits.write((tx): ChangeChargerOutcome => {
    const row = findCharger(tx, id)
    if (!row) return { kind: 'not_found' }
    const settings = {
      ...settingsOf(row),
      ...(label === undefined ? {} : { label }),
      ...(profileId === undefined ? {} : { profileId }),
      ...answer?.macs,
    }
    updateChargerSettings(tx, settings)
    recordCharger(tx, context, origin, {
      at: toUtcText(context.clock.now()),
      action: 'charger.changed',
      settings,
    })
    if (settings.profileId !== row.profileId) {
      reopenModes(tx, context, [id])
      scheduleChanged(tx, context, { changed: 'policy', chargerId: id })
    }
    const warnings = answer?.warning ? [answer.warning] : []
    return { kind: 'changed', password: answer?.generated ?? null, warnings }
  })
  if (outcome.kind === 'changed' && password) link.disconnect(id, 'password changed')
  return outcome
}
