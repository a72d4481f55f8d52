import type { ChargerInstant } from '../domain/charger-clock.ts'
import type { MeterSample } from '../domain/meter-value.ts'
import { energyOf, powerOf } from '../domain/meter-total.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { insertMeterSample } from '../store/meter-samples.ts'
import type { Tx } from '../store/store.ts'
import type { FlowContext } from './context.ts'

/** Everything that a charger sampled at one instant, in base units. */
export interface Reading {
  readonly time: ChargerInstant
  readonly samples: readonly MeterSample[]
}

/** Where readings belong. */
export interface ReadingPlace {
  readonly chargerId: string
  readonly evseId: number
  readonly connectorId: number | null
  /** The session's id; null outside of one. */
  readonly id: number | null
}

/** Stores readings as telemetry, or notes that they are missing while the disk has no room for them. */
export function storeReadings(
  { telemetry, publish }: Pick<FlowContext, 'telemetry' | 'publish'>,
  tx: Tx,
  place: ReadingPlace,
  readings: readonly Reading[],
): void {
  for (const { time, samples } of readings) {
    if (samples.length === 0) continue
    if (telemetry.open) insertReading(tx, place, { time, samples })
    else telemetry.refuse(place.chargerId, toUtcText(time.at))
  }
  const { chargerId, id } = place
  // Whoever looks at the session sees its energy grow.
  if (id !== null) tx.afterCommit(() => publish({ topic: 'meter', chargerId, item: { sessionId: id } }))
}

function insertReading(tx: Tx, place: ReadingPlace, { time, samples }: Reading): void {
  insertMeterSample(tx, {
    chargerId: place.chargerId,
    evseId: place.evseId,
    connectorId: place.connectorId,
    sessionId: place.id,
    at: toUtcText(time.at),
    energyWh: energyOf(samples),
    powerW: powerOf(samples),
    samples: JSON.stringify(samples),
  })
}
