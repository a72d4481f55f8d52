import type { Generated } from 'kysely'
import type { AccessMode, BoundaryRule, Fallback, OfflinePolicy } from '../../domain/access-mode.ts'

/** The depot's own policy, or a group's or charger's, which then replaces it whole. */
export interface PolicyTable {
  scope: 'depot' | 'group' | 'charger'
  /** The group's or charger's id; empty for the depot. */
  scopeId: string
  defaultMode: AccessMode
  onBoundary: BoundaryRule
  boundaryGraceMin: number
  fallback: Fallback
  offlinePolicy: OfflinePolicy
  listMaxAgeS: number | null
  /** 1: whoever set it knew that some chargers under it cannot fully enforce managed access. */
  acknowledgedPartial: 0 | 1
  version: number
  updatedAt: string
}

/** A window of the policy of the same scope; fields as `AccessWindow` has them. */
export interface AccessWindowTable {
  /** Never given again: decisions name it for years. */
  id: Generated<number>
  scope: PolicyTable['scope']
  scopeId: string
  mode: AccessMode
  rrule: string | null
  /** JSON arrays of local dates. */
  dates: string
  exdates: string
  startLocal: string
  endLocal: string
  validFrom: string | null
  validTo: string | null
  priority: number
  label: string
}
