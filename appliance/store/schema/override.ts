import type { Generated } from 'kysely'
import type { AccessMode } from '../../domain/access-mode.ts'

/** A person opened or restricted chargers for a while. */
export interface OverrideTable {
  id: Generated<number>
  mode: AccessMode
  startsAt: string
  until: string
  reason: string
  actor: string
  clearedAt: string | null
  clearedBy: string | null
}

export interface OverrideChargerTable {
  overrideId: number
  chargerId: string
}
