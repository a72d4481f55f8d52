import { chargerPasswordMacs } from '../domain/charger-password.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { findCharger, insertCharger, type ChargerRow } from '../store/chargers.ts'
import {
  countStrangersFrom,
  countWaitingChargers,
  listStrangers,
  updatePresentedPassword,
} from '../store/strangers.ts'
import type { Tx } from '../store/store.ts'
import { recordCharger } from './charger-change.ts'
import { gatewayOrigin, type FlowContext } from './context.ts'
import { dropCharger } from './drop-charger.ts'

/** The list is for people to read: beyond this many, a stranger takes the place of one that has gone. */
export const waitingLimit = 500
/** So many strangers may come from one address: a depot's chargers mostly have one each. */
const strangersPerAddress = 50

export interface Stranger {
  readonly id: string
  /** The password it presents; null when none. It is kept as a MAC, and adopted when it is approved. */
  readonly password: Uint8Array | null
  readonly remoteAddress: string
  readonly approve: boolean
}

/** A charger has come that nobody let in yet. Returns whether it may stay connected. */
export function meetCharger(
  context: FlowContext,
  stranger: Stranger,
  isOnline: (chargerId: string) => boolean,
): Promise<boolean> {
  const { id, password, remoteAddress, approve } = stranger
  const macs = pinned(context, id, password)
  return context.commits.write((tx) => {
    const known = findCharger(tx, id)
    if (known) {
      // While it waits somebody may still be setting its password: the newest counts, until a person says which.
      const open = known.passwordMac === null || known.passwordPinned === 1
      if (known.status === 'waiting' && open) {
        updatePresentedPassword(tx, { id, ...macs, passwordChanged: passwordChanged(known, macs) })
      }
      return known.status !== 'refused'
    }
    if (!approve && !hasPlace(tx, context, remoteAddress, isOnline)) return false
    const status = approve ? ('approved' as const) : ('waiting' as const)
    const settings = { id, status, label: null, profileId: null, ...macs }
    const at = toUtcText(context.clock.now())
    insertCharger(tx, settings, at, approve ? null : remoteAddress)
    const action = approve ? ('charger.approved' as const) : ('charger.added' as const)
    recordCharger(tx, context, gatewayOrigin, { at, action, settings })
    return true
  })
}

/** Makes one where the list is full and a stranger in it is no longer there. */
function hasPlace(
  tx: Tx,
  context: FlowContext,
  remoteAddress: string,
  isOnline: (chargerId: string) => boolean,
): boolean {
  if (countStrangersFrom(tx, remoteAddress) >= strangersPerAddress) return false
  if (countWaitingChargers(tx) < waitingLimit) return true
  const gone = listStrangers(tx).find((id) => !isOnline(id))
  if (gone === undefined) return false
  dropCharger(tx, context, gatewayOrigin, gone)
  return true
}

/** 1 from the first time on that it presents another password than at first. */
function passwordChanged(known: ChargerRow, { passwordMac }: Pick<ChargerRow, 'passwordMac'>): number {
  if (known.passwordMac === null) return known.passwordChanged
  const isSame = passwordMac !== null && Buffer.compare(known.passwordMac, passwordMac) === 0
  return isSame ? known.passwordChanged : 1
}

function pinned(context: FlowContext, id: string, password: Uint8Array | null) {
  if (password === null) return { passwordMac: null, passwordMacAlternative: null, passwordPinned: 0 }
  return { ...chargerPasswordMacs(context.keys.chargerPassword, id, password), passwordPinned: 1 }
}
