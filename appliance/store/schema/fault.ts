import type { Generated } from 'kysely'

/** Something that the charger itself reported as broken, in its own codes. */
export interface FaultTable {
  id: Generated<number>
  chargerId: string
  evseId: number
  connectorId: number
  code: string
  vendorId: string | null
  vendorCode: string | null
  info: string | null
  startedAt: string
  clearedAt: string | null
}
