import type { Generated } from 'kysely'

/** One reading of a charger's meter: everything that was sampled at one instant. */
export interface MeterSampleTable {
  id: Generated<number>
  chargerId: string
  evseId: number
  connectorId: number | null
  sessionId: number | null
  at: string
  energyWh: number | null
  powerW: number | null
  /** JSON array of `MeterSample`, in base units. */
  samples: string
}

/** An OCPP frame, redacted before it was stored. */
export interface FrameTable {
  id: Generated<number>
  chargerId: string
  at: string
  direction: 'in' | 'out'
  kind: string
  action: string | null
  messageId: string | null
  text: string
  bytes: number
}

/** Telemetry that was dropped, so that a hole is never mistaken for silence. */
export interface TelemetryGapTable {
  id: Generated<number>
  lane: 'meter' | 'frame'
  chargerId: string | null
  fromAt: string
  toAt: string
  count: number
  reason: 'overload' | 'retention' | 'storage_full'
}

/** How often a charger needed a tolerance of its firmware profile. */
export interface ToleranceUseTable {
  chargerId: string
  tolerance: string
  count: number
  lastAt: string
}
