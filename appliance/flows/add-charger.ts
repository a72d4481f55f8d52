import type { PasswordProblem } from '../domain/charger-password.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { findCharger, insertCharger, updateChargerSettings, type ChargerSettings } from '../store/chargers.ts'
import type { Tx } from '../store/store.ts'
import { recordCharger, usePassword, type NoPassword, type PasswordChoice } from './charger-change.ts'
import type { FlowContext, Origin } from './context.ts'

export interface NewCharger {
  /** Its OCPP identity, checked against `chargerIdPattern`. */
  readonly id: string
  readonly label: string | null
  /** A firmware profile that exists; null lets the boot data choose. */
  readonly profileId: string | null
  readonly password: PasswordChoice
}

export interface AddChargersInput {
  readonly chargers: readonly NewCharger[]
  /** Whether they are served at once; else they wait, and the first password they present is kept for them. */
  readonly approve: boolean
  readonly noPassword: NoPassword
}

export interface AddedCharger {
  readonly id: string
  /** The generated password, which is not kept and cannot be shown again. */
  readonly password: string | null
}

export type AddChargersOutcome =
  | {
      readonly kind: 'added'
      readonly chargers: readonly AddedCharger[]
      readonly warnings: readonly string[]
    }
  | { readonly kind: 'exists'; readonly ids: readonly string[] }
  | { readonly kind: 'named_twice'; readonly ids: readonly string[] }
  /** They were to be approved without a password, which the depot does not allow. */
  | { readonly kind: 'password_needed'; readonly ids: readonly string[] }
  | { readonly kind: 'bad_password'; readonly id: string; readonly problem: PasswordProblem }

interface Prepared {
  readonly settings: ChargerSettings
  readonly generated: string | null
  readonly warning: string | null
}

/** Adds chargers, all or none. One that has connected before anybody added it keeps what it told of itself. */
export async function addChargers(
  context: FlowContext,
  origin: Origin,
  { chargers, approve, noPassword }: AddChargersInput,
): Promise<AddChargersOutcome> {
  const twice = chargers.filter(({ id }, index) => chargers.findIndex((other) => other.id === id) < index)
  if (twice.length > 0) return { kind: 'named_twice', ids: twice.map(({ id }) => id) }
  const open = chargers.filter(({ password }) => password.kind === 'none')
  if (approve && noPassword === 'refuse' && open.length > 0) {
    return { kind: 'password_needed', ids: open.map(({ id }) => id) }
  }
  const prepared: Prepared[] = []
  for (const { id, label, profileId, password } of chargers) {
    const answer = usePassword(context.keys.chargerPassword, id, password)
    if (answer.kind === 'unusable') return { kind: 'bad_password', id, problem: answer.problem }
    const status = approve ? 'approved' : 'waiting'
    prepared.push({ settings: { id, status, label, profileId, ...answer.macs }, ...answer })
  }
  return context.commits.write((tx) => addAll(tx, context, origin, prepared))
}

function addAll(
  tx: Tx,
  context: FlowContext,
  origin: Origin,
  prepared: readonly Prepared[],
): AddChargersOutcome {
  const rows = new Map(prepared.map(({ settings: { id } }) => [id, findCharger(tx, id)]))
  const taken = [...rows.values()].filter((row) => row !== undefined && row.status !== 'waiting')
  if (taken.length > 0) return { kind: 'exists', ids: taken.map((row) => row!.id) }
  const at = toUtcText(context.clock.now())
  for (const { settings: wanted } of prepared) {
    const waiting = rows.get(wanted.id)
    const settings = waiting && wanted.passwordMac === null ? { ...wanted, ...macsOf(waiting) } : wanted
    if (waiting) updateChargerSettings(tx, settings)
    else insertCharger(tx, settings, at)
    recordCharger(tx, context, origin, { at, action: 'charger.added', settings })
  }
  return {
    kind: 'added',
    chargers: prepared.map(({ settings, generated }) => ({ id: settings.id, password: generated })),
    warnings: prepared.flatMap(({ warning }) => warning ?? []),
  }
}

/** The password that it presented while it waited becomes its own. */
function macsOf({ passwordMac, passwordMacAlternative }: ChargerSettings) {
  return { passwordMac, passwordMacAlternative, passwordPinned: 0 }
}
