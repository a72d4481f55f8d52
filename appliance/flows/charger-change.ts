import type { KeyObject } from 'node:crypto'
import {
  chargerPasswordLength,
  chargerPasswordMacs,
  generateChargerPassword,
  passwordProblem,
  type PasswordProblem,
} from '../domain/charger-password.ts'
import type { ChargerRow, ChargerSettings } from '../store/chargers.ts'
import type { Tx } from '../store/store.ts'
import type { FlowContext, Origin } from './context.ts'
import { recordChange } from './record-change.ts'

/** Which password a charger is to have. */
export type PasswordChoice =
  | { readonly kind: 'given'; readonly password: Uint8Array }
  | { readonly kind: 'generate' }
  /** It may connect without one; only where the depot allows that. */
  | { readonly kind: 'none' }

/** Whether a charger may connect without a password, as the configuration says. */
export type NoPassword = 'refuse' | 'allow'

export type PasswordAnswer =
  | {
      readonly kind: 'usable'
      readonly macs: Pick<ChargerSettings, 'passwordMac' | 'passwordMacAlternative' | 'passwordPinned'>
      /** Only when it was generated here: to be shown this once. */
      readonly generated: string | null
      readonly warning: string | null
    }
  | { readonly kind: 'unusable'; readonly problem: PasswordProblem }

/** What is to be stored for a choice of password. */
export function usePassword(key: KeyObject, chargerId: string, choice: PasswordChoice): PasswordAnswer {
  if (choice.kind === 'none') {
    return {
      kind: 'usable',
      macs: { passwordMac: null, passwordMacAlternative: null, passwordPinned: 0 },
      generated: null,
      warning: null,
    }
  }
  const generated = choice.kind === 'generate' ? generateChargerPassword() : null
  const password = choice.kind === 'given' ? choice.password : Buffer.from(generated!)
  const problem = passwordProblem(password)
  if (problem) return { kind: 'unusable', problem }
  const short = password.byteLength < chargerPasswordLength.recommended
  const warning = short
    ? `The password of ${chargerId} has fewer than 16 characters; OCPP 2.0.1 asks for 16 to 40.`
    : null
  const macs = { ...chargerPasswordMacs(key, chargerId, password), passwordPinned: 0 }
  return { kind: 'usable', macs, generated, warning }
}

export type ChargerAction = 'charger.added' | 'charger.approved' | 'charger.refused' | 'charger.changed'

/** Ends what every change of a charger's settings has in common: the ledger, the facts, the live feed. */
export function recordCharger(
  tx: Tx,
  context: FlowContext,
  origin: Origin,
  change: { readonly at: string; readonly action: ChargerAction; readonly settings: ChargerSettings },
): void {
  const { at, action, settings } = change
  const { id, status, label, profileId } = settings
  const hasPassword = settings.passwordMac !== null
  const body = { id, status, label, profileId, hasPassword }
  recordChange(tx, origin, { at, action, subject: `charger:${id}`, body })
  context.facts.clear()
  tx.afterCommit(() => context.publish({ topic: 'charger', chargerId: id, item: { id, status, label } }))
}

export function settingsOf(row: ChargerRow): ChargerSettings {
  const { id, status, label, profileId, passwordMac, passwordMacAlternative, passwordPinned } = row
  return { id, status, label, profileId, passwordMac, passwordMacAlternative, passwordPinned }
}
