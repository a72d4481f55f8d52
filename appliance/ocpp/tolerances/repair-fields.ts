import { toUtcText } from '../../domain/utc-text.ts'
import { fieldOf, isFields, resolve, type Fields, type FieldSchema } from './field-schema.ts'
import { repairInstant, repairSample } from './repair-meter-value.ts'
import { repairBoolean, repairNumber, repairText } from './repair-scalar.ts'
import { absent, type RepairScope } from './repair-scope.ts'

/** OCPP's schemas are half as deep, and do not refer to themselves. */
const maxDepth = 16

/** Entries of these lists may be left out alone, so that one bad sample does not cost the others. */
const meterLists = new Set(['meterValue', 'transactionData', 'sampledValue'])

/** An object with each of its fields repaired, what is not known left out, what is missing filled in. */
export function repairFields(scope: RepairScope, schema: FieldSchema, fields: Fields, depth = 0): Fields {
  const repaired = Object.entries(fields).flatMap(([sentName, value]): [string, unknown][] => {
    const name = knownName(scope, schema, fields, sentName)
    const field = fieldOf(schema, name)
    if (field === undefined) return mayDropUnknown(scope, schema) ? [] : [[name, value]]
    const result = value === null ? nothing(scope) : repairValue(scope, name, field, value, depth + 1)
    return result === absent ? [] : [[name, result]]
  })
  return {
    ...Object.fromEntries(repaired),
    ...missing(scope, schema, new Set(repaired.map(([name]) => name))),
  }
}

function mayDropUnknown(scope: RepairScope, { additionalProperties }: FieldSchema): boolean {
  return additionalProperties === false && scope.use('unknown_fields')
}

/** No OCPP field may be null, so null says as much as a field that nobody knows. */
function nothing(scope: RepairScope): unknown {
  return scope.use('unknown_fields') ? absent : null
}

/** The name that the schema has for it, unless the payload has that one as well. */
function knownName(scope: RepairScope, schema: FieldSchema, fields: Fields, sent: string): string {
  if (fieldOf(schema, sent) !== undefined) return sent
  const lower = sent.replaceAll('\0', '').trim().toLowerCase()
  const known = Object.keys(schema.properties ?? {}).find((name) => name.toLowerCase() === lower)
  if (known === undefined || Object.hasOwn(fields, known)) return sent
  return scope.use('key_letter_case') ? known : sent
}

/** What is required and did not come: a timestamp is the time of arrival, an idTag that of nobody. */
function missing(scope: RepairScope, schema: FieldSchema, present: ReadonlySet<string>): Fields {
  const filled = (schema.required ?? []).flatMap((name): [string, string][] => {
    const field = fieldOf(schema, name)
    if (field === undefined || present.has(name)) return []
    if (name === 'idTag') return scope.use('missing_id_tag') ? [[name, '']] : []
    const isTime = resolve(scope.root, field).format === 'date-time'
    return isTime && scope.use('missing_timestamp') ? [[name, toUtcText(scope.receivedAt)]] : []
  })
  return Object.fromEntries(filled)
}

function repairValue(
  scope: RepairScope,
  name: string,
  field: FieldSchema,
  value: unknown,
  depth: number,
): unknown {
  const schema = resolve(scope.root, field)
  if (depth > maxDepth) return value
  switch (schema.type) {
    case 'object':
      return isFields(value) ? repairFields(scope, schema, value, depth) : value
    case 'array':
      return Array.isArray(value) ? repairList(scope, name, schema, value, depth) : value
    case 'string':
      return repairText(scope, name, schema, value)
    case 'integer':
    case 'number':
      return repairNumber(scope, name, schema, value)
    case 'boolean':
      return repairBoolean(scope, value)
    case undefined:
      return value
    default:
      return schema.type satisfies never
  }
}

function repairList(
  scope: RepairScope,
  name: string,
  { items = {}, minItems = 0 }: FieldSchema,
  list: readonly unknown[],
  depth: number,
): unknown {
  if (!meterLists.has(name))
    return list.map((entry) => kept(entry, repairValue(scope, name, items, entry, depth + 1)))
  const repair = name === 'sampledValue' ? repairSample : repairInstant
  const schema = resolve(scope.root, items)
  const repaired = list
    .map((entry) =>
      isFields(entry)
        ? repair(scope, schema, entry, (fields) => repairFields(scope, schema, fields, depth + 1))
        : entry,
    )
    .filter((entry) => entry !== absent)
  return repaired.length < minItems && scope.use('empty_meter_values') ? absent : repaired
}

/** Nothing may be taken out of other lists: what cannot be repaired stays, and the payload is refused. */
function kept(entry: unknown, repaired: unknown): unknown {
  return repaired === absent ? entry : repaired
}
