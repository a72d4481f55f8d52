import type { AccessMode } from './api-types.ts'

/** The wire types of scheduled access. Local times are the depot's; dates `2026-12-31`, times `18:00`. */

export type PolicyScope = 'depot' | 'group' | 'charger'
export type RolloutStage = 'off' | 'observe' | 'enforce'

export interface AccessWindow {
  /** Negative while the window is new and not saved yet. */
  id: number
  mode: AccessMode
  /** RFC 5545 recurrence of whole days; `null` for single dates. */
  rrule: string | null
  dates: string[]
  exdates: string[]
  startLocal: string
  /** Not after the start: on the next day. */
  endLocal: string
  validFrom: string | null
  validTo: string | null
  priority: number
  label: string
}

export type BoundaryRule = 'finish' | 'reauthorise' | 'stop'

export interface AccessPolicy {
  scope: PolicyScope
  /** The group's or charger's id; empty for the depot. */
  scopeId: string
  defaultMode: AccessMode
  windows: AccessWindow[]
  onBoundary: BoundaryRule
  boundaryGraceMin: number
  fallback: 'use_last_known' | 'deny_all'
  offlinePolicy: 'listed_only' | 'deny_all'
  listMaxAgeS: number | null
  version: number
  zone: string
}

/** Why a mode is expected; `id` is that of the override or window. */
export interface ModeBecause {
  source: 'override' | 'window' | 'default' | 'rollout'
  id: number | null
  version: number
}

/** An override or window that wants a stretch. */
export interface Claim {
  source: 'override' | 'window'
  id: number
  mode: AccessMode
}

/** A stretch `[from, until)` with one cause; `beneath` is what would hold without it, nearest first. */
export interface Segment {
  from: string
  until: string
  mode: AccessMode
  because: ModeBecause
  beneath: Claim[]
}

export interface CalendarOverride {
  id: number
  chargerIds: string[]
  mode: AccessMode
  until: string
  reason: string
  actor: string
}

/** What holds in a stretch of days for the depot, a group or a charger. */
export interface Calendar {
  policyScope: PolicyScope
  policyVersion: number
  stage: RolloutStage
  zone: string
  segments: Segment[]
  boundaries: { at: string; mode: AccessMode }[]
}

/** Two windows of equal priority that want different modes at the same time. */
export interface Overlap {
  from: string
  until: string
  windows: { id: number | null; index: number; label: string; mode: AccessMode }[]
}

export interface ChargerGroup {
  id: number
  name: string
  chargerIds: string[]
  hasPolicy: boolean
}
