import { normaliseSamples, type SampledValue } from '../domain/meter-value.ts'
import type { Reading } from '../flows/store-readings.ts'
import type { Device } from './inbound.ts'

/** MeterValue of OCPP 1.6 (7.33) and MeterValueType of 2.x. */
export interface MeterValue {
  readonly timestamp?: string
  readonly sampledValue: readonly SampledValue[]
}

/** Meter values as the rest of the gateway knows them; what cannot be read is left out. */
export function readMeterValues(
  meterValues: readonly MeterValue[] | undefined,
  device: Pick<Device, 'time'>,
): Reading[] {
  return (meterValues ?? []).map(({ timestamp, sampledValue }) => ({
    time: device.time(timestamp),
    samples: normaliseSamples(sampledValue).samples,
  }))
}
