import { defaultUnit } from '../../domain/measure-unit.ts'
import { fieldOf, type Fields, type FieldSchema } from './field-schema.ts'
import { absent, type RepairScope } from './repair-scope.ts'

type RepairRest = (fields: Fields) => Fields

/** Labels without which a value would mean something else: `phase` lost, one phase looks like the sum of all. */
const telling = ['measurand', 'phase', 'unit', 'format']
/** Some firmware hangs the phase on the measurand: `Current.Import.L1`. */
const phaseSuffix = /^(.+)\.(N|L[123](?:-N)?|L1-L2|L2-L3|L3-L1)$/

/** One instant of meter values (1.6: 7.33 MeterValue); `absent` when nothing was sampled at it. */
export function repairInstant(
  scope: RepairScope,
  _schema: FieldSchema,
  instant: Fields,
  repairRest: RepairRest,
): Fields | typeof absent {
  const repaired = repairRest(instant)
  const samples = repaired['sampledValue']
  const isEmpty = samples === undefined || (Array.isArray(samples) && samples.length === 0)
  return isEmpty && scope.use('empty_meter_values') ? absent : repaired
}

/** One sampled value; `absent` when it is empty or what it measures cannot be told. */
export function repairSample(
  scope: RepairScope,
  schema: FieldSchema,
  sample: Fields,
  repairRest: RepairRest,
): Fields | typeof absent {
  if (isBlank(sample['value']) && scope.use('empty_meter_values')) return absent
  const relabelled = withUnit(scope, schema, withPhase(scope, schema, sample))
  const repaired = repairRest(relabelled)
  const lost = telling.some((label) => !isBlank(relabelled[label]) && !Object.hasOwn(repaired, label))
  return lost ? absent : repaired
}

function withPhase(scope: RepairScope, schema: FieldSchema, sample: Fields): Fields {
  const measurand = sample['measurand']
  if (typeof measurand !== 'string' || !isBlank(sample['phase'])) return sample
  const found = phaseSuffix.exec(measurand.trim())
  if (found === null || fieldOf(schema, 'phase') === undefined || !scope.use('unknown_enum_values'))
    return sample
  return { ...sample, measurand: found[1], phase: found[2] }
}

/** 1.6 knows no `Hz`, which goes without saying; 2.x keeps the unit one level deeper. */
function withUnit(scope: RepairScope, schema: FieldSchema, sample: Fields): Fields {
  const { unit, ...rest } = sample
  if (typeof unit !== 'string' || isBlank(unit)) return sample
  const field = fieldOf(schema, 'unit')
  if (field === undefined) {
    const isFree = fieldOf(schema, 'unitOfMeasure') !== undefined && sample['unitOfMeasure'] === undefined
    return isFree && scope.use('misplaced_meter_values') ? { ...rest, unitOfMeasure: { unit } } : sample
  }
  const { measurand } = sample
  const usual = defaultUnit(typeof measurand === 'string' ? measurand : 'Energy.Active.Import.Register')
  const isLegal = field.enum?.some((word) => word.toLowerCase() === unit.trim().toLowerCase()) ?? true
  const goesWithoutSaying = !isLegal && usual.toLowerCase() === unit.trim().toLowerCase()
  return goesWithoutSaying && scope.use('unknown_enum_values') ? rest : sample
}

function isBlank(value: unknown): boolean {
  if (value === undefined || value === null) return true
  return typeof value === 'string' && value.replaceAll('\0', '').trim() === ''
}
