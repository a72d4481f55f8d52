import type { Generated } from 'kysely'
import type { ChargerStatus } from '../../domain/charger.ts'

export interface ChargerTable {
  /** The OCPP identity. */
  id: string
  status: ChargerStatus
  label: string | null
  protocol: string | null
  vendor: string | null
  model: string | null
  serial: string | null
  firmware: string | null
  /** A firmware profile chosen by a person; null lets the boot data choose. */
  profileId: string | null
  /** MAC of the Basic password; a second one where the same key has a hex and a byte form. */
  passwordMac: Uint8Array | null
  passwordMacAlternative: Uint8Array | null
  /** 1: nobody set it, it was taken from what the charger presented while it waited. */
  passwordPinned: number
  /** 1: it has presented different passwords while it waited, so perhaps more than one uses its identity. */
  passwordChanged: number
  /** Remote address of one that came by itself and waits; null once a person has taken it on. */
  strangerFrom: string | null
  /** Failed sign-ins since the last good one, so that a wrong password shows on the charger's page. */
  failedSignIns: number
  lastSeenAt: string | null
  lastBootAt: string | null
  bootReason: string | null
  clockSkewMs: number | null
  /** Status of the charger as a whole (connector 0 in OCPP 1.6). */
  reportedStatus: string | null
  createdAt: string
  groupId: number | null
}

/** Chargers that follow one policy. */
export interface ChargerGroupTable {
  /** Never given again: ledger entries name it for years. */
  id: Generated<number>
  name: string
}
