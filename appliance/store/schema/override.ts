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
  /** 1: whoever set it knew that some of its chargers cannot fully enforce managed access. */
  acknowledgedPartial: 0 | 1
  clearedAt: string | null
  clearedBy: string | null
}

export interface OverrideChargerTable {
  overrideId: number
  chargerId: string
}
