import type { Generated } from 'kysely'

/** Another fleet's vehicles may charge here, for a time. */
export interface AgreementTable {
  id: Generated<number>
  name: string
  status: 'active' | 'suspended' | 'ended'
  validFrom: string | null
  validTo: string | null
  /** When its terms were last confirmed, and for how long that holds. */
  refreshedAt: string
  maxAgeS: number | null
  updatedAt: string
}

/** Where and when a fleet may charge. `chargerIds` and `weekdays` are JSON arrays; null: all. */
export interface TeamRuleTable {
  id: Generated<number>
  fleet: string
  effect: 'allow' | 'deny'
  chargerIds: string | null
  weekdays: string | null
  startLocal: string | null
  endLocal: string | null
  label: string
  updatedAt: string
}
