import { chargerPasswordMacs } from '../domain/charger-password.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { countWaitingChargers, findCharger, insertCharger, updateChargerSettings } from '../store/chargers.ts'
import { recordCharger, settingsOf } from './charger-change.ts'
import { gatewayOrigin, type FlowContext } from './context.ts'

/** Strangers beyond this many are turned away: the list is for people to read. */
const waitingLimit = 500

export interface Stranger {
  readonly id: string
  /** The password it presents; null when none. It is kept as a MAC, and adopted when it is approved. */
  readonly password: Uint8Array | null
  readonly approve: boolean
}

/** A charger has come that nobody let in yet. Returns whether it may stay connected. */
export function meetCharger(context: FlowContext, { id, password, approve }: Stranger): Promise<boolean> {
  const macs = pinned(context, id, password)
  return context.commits.write((tx) => {
    const known = findCharger(tx, id)
    if (known) {
      // While it waits somebody may still be setting its password: the newest counts, until a person says which.
      const open = known.passwordMac === null || known.passwordPinned === 1
      if (known.status === 'waiting' && open) updateChargerSettings(tx, { ...settingsOf(known), ...macs })
      return known.status !== 'refused'
    }
    if (!approve && countWaitingChargers(tx) >= waitingLimit) return false
    const status = approve ? ('approved' as const) : ('waiting' as const)
    const settings = { id, status, label: null, profileId: null, ...macs }
    const at = toUtcText(context.clock.now())
    insertCharger(tx, settings, at)
    const action = approve ? ('charger.approved' as const) : ('charger.added' as const)
    recordCharger(tx, context, gatewayOrigin, { at, action, settings })
    return true
  })
}

function pinned(context: FlowContext, id: string, password: Uint8Array | null) {
  if (password === null) return { passwordMac: null, passwordMacAlternative: null, passwordPinned: 0 }
  return { ...chargerPasswordMacs(context.keys.chargerPassword, id, password), passwordPinned: 1 }
}
