import { defaultUnit, toBaseUnit } from './measure-unit.ts'

/** A sampled value as OCPP 1.6 (7.43 SampledValue) or 2.x (SampledValueType) has it on the wire. */
export interface SampledValue {
  readonly value?: string | number | null | undefined
  readonly context?: string | undefined
  readonly measurand?: string | undefined
  readonly phase?: string | undefined
  readonly location?: string | undefined
  /** 1.6 only. */
  readonly format?: string | undefined
  /** 1.6 only. */
  readonly unit?: string | undefined
  /** 2.x only. */
  readonly unitOfMeasure?:
    | { readonly unit?: string | undefined; readonly multiplier?: number | undefined }
    | undefined
  /** 2.x only. */
  readonly signedMeterValue?: { readonly signedMeterData: string } | undefined
}

/** One measured value in its base unit, the same for all protocol versions. */
export interface MeterSample {
  readonly measurand: string
  readonly phase: string | null
  readonly location: string
  readonly context: string
  readonly value: number
  readonly unit: string
}

/** A value signed by the meter, kept as it came: only its own tools can read it. */
export interface SignedReading {
  readonly measurand: string
  readonly context: string
  readonly data: string
}

/** `unknown_unit` keeps the value, in the charger's unit; the others drop it. */
export type MeterFlaw = 'empty_value' | 'not_a_number' | 'unknown_unit'

export interface MeterReading {
  readonly samples: readonly MeterSample[]
  readonly signed: readonly SignedReading[]
  readonly flaws: readonly MeterFlaw[]
}

const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i

/** Brings what a charger sampled at one instant into one form, leaving out what cannot be read. */
export function normaliseSamples(sampled: readonly SampledValue[]): MeterReading {
  const samples: MeterSample[] = []
  const signed: SignedReading[] = []
  const flaws: MeterFlaw[] = []
  for (const one of sampled) {
    const labels = labelsOf(one)
    const data = signedData(one)
    if (data !== null) signed.push({ measurand: labels.measurand, context: labels.context, data })
    if (one.format === 'SignedData') continue
    const read = readValue(one)
    if (typeof read === 'string') {
      flaws.push(read)
      continue
    }
    const unit = one.unit ?? one.unitOfMeasure?.unit ?? defaultUnit(labels.measurand)
    const inBase = toBaseUnit(read, unit.trim())
    if (inBase === null) flaws.push('unknown_unit')
    samples.push({ ...labels, ...(inBase ?? { value: read, unit: unit.trim() }) })
  }
  return { samples, signed, flaws }
}

/** What a charger leaves out has a meaning in the standard. */
function labelsOf({ measurand, phase, location, context }: SampledValue) {
  return {
    measurand: nonBlank(measurand) ?? 'Energy.Active.Import.Register',
    phase: nonBlank(phase),
    location: nonBlank(location) ?? 'Outlet',
    context: nonBlank(context) ?? 'Sample.Periodic',
  }
}

function signedData({ format, value, signedMeterValue }: SampledValue): string | null {
  if (signedMeterValue !== undefined) return signedMeterValue.signedMeterData
  return format === 'SignedData' ? String(value ?? '') : null
}

function readValue({ value, unitOfMeasure }: SampledValue): number | MeterFlaw {
  const text = String(value ?? '')
    .replaceAll('\0', '')
    .trim()
  if (text === '') return 'empty_value'
  const scaled = number.test(text) ? Number(text) * 10 ** (unitOfMeasure?.multiplier ?? 0) : Number.NaN
  return Number.isFinite(scaled) ? scaled : 'not_a_number'
}

function nonBlank(text: string | undefined): string | null {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? null : trimmed
}
