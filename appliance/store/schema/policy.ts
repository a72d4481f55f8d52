import type { AccessMode } from '../../domain/access-mode.ts'

/** An access policy: the depot's own, or a charger's, which then replaces it whole. */
export interface PolicyTable {
  scope: 'depot' | 'charger'
  /** The charger's id; empty for the depot. */
  scopeId: string
  defaultMode: AccessMode
  onBoundary: 'finish' | 'reauthorise' | 'stop'
  fallback: 'deny_all' | 'use_last_known'
  offlinePolicy: 'listed_only' | 'deny_all'
  listMaxAgeS: number | null
  /** 1: whoever set it knew that the charger cannot fully enforce managed access. */
  acknowledgedPartial: 0 | 1
  version: number
  updatedAt: string
}
