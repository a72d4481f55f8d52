import { isRfc3339 } from '../rpc/date-time.ts'
import type { FieldSchema } from './field-schema.ts'
import { repairEnum } from './repair-enum.ts'
import type { RepairScope } from './repair-scope.ts'
import { repairTimestamp } from './repair-timestamp.ts'

/**
 * Texts that describe. Only they may be cut to their length: a cut identifier, key or id would be another one,
 * and a cut certificate or URL none at all.
 */
const descriptive = new Set(
  [
    ['chargePointVendor', 'chargePointModel', 'vendorName', 'model', 'firmwareVersion', 'meterType'],
    ['chargePointSerialNumber', 'chargeBoxSerialNumber', 'meterSerialNumber', 'iccid', 'imsi'],
    ['info', 'vendorErrorCode', 'techCode', 'techInfo', 'additionalInfo', 'reasonCode'],
    ['value', 'attributeValue', 'actualValue', 'valuesList'],
  ].flat(),
)
/** In these a number is another spelling of who was meant, and must not be guessed. */
const identifying = new Set([
  'idTag',
  'parentIdTag',
  'idToken',
  'groupIdToken',
  'additionalIdToken',
  'customerIdentifier',
])
/** Watt-hours, for which the standard has whole numbers and meters have more. */
const registers = new Set(['meterStart', 'meterStop'])
const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i

/** A text that fits, `absent` where it is better left out, or the value as it was where nothing helps. */
export function repairText(scope: RepairScope, name: string, schema: FieldSchema, value: unknown): unknown {
  const text = asText(scope, name, value)
  if (text === null || fits(schema, text)) return text ?? value
  const clean = cleaned(scope, text)
  if (fits(schema, clean)) return clean
  if (schema.format === 'date-time') return repairTimestamp(scope, clean)
  if (schema.enum !== undefined) return repairEnum(scope, name, schema.enum, clean)
  const mayCut = schema.maxLength !== undefined && descriptive.has(name) && scope.use('texts_too_long')
  return mayCut ? Array.from(clean).slice(0, schema.maxLength).join('') : value
}

export function repairNumber(scope: RepairScope, name: string, schema: FieldSchema, value: unknown): unknown {
  const number = typeof value === 'string' ? asNumber(scope, value) : value
  if (typeof number !== 'number' || schema.type === 'number' || Number.isInteger(number)) return number
  return registers.has(name) && scope.use('numbers_as_strings') ? Math.round(number) : value
}

export function repairBoolean(scope: RepairScope, value: unknown): unknown {
  if (typeof value !== 'string' && typeof value !== 'number') return value
  const word = cleaned(scope, String(value)).trim().toLowerCase()
  const truth = word === 'true' || word === '1'
  if (!truth && word !== 'false' && word !== '0') return value
  return scope.use('booleans_as_strings') ? truth : value
}

/** Null where the value has no text form that could have been meant. */
function asText(scope: RepairScope, name: string, value: unknown): string | null {
  if (typeof value === 'string') return value
  if (typeof value === 'number' && !identifying.has(name) && scope.use('numbers_as_strings'))
    return String(value)
  if (typeof value === 'boolean' && scope.use('booleans_as_strings')) return String(value)
  return null
}

function asNumber(scope: RepairScope, text: string): unknown {
  const clean = cleaned(scope, text).trim()
  return decimal.test(clean) && scope.use('numbers_as_strings') ? Number(clean) : text
}

/** Without the padding of fields of fixed length. */
function cleaned(scope: RepairScope, text: string): string {
  const bare = text.includes('\0') && scope.use('nul_bytes') ? text.replaceAll('\0', '') : text
  const trimmed = bare.trimEnd()
  return trimmed !== bare && scope.use('trailing_blanks') ? trimmed : bare
}

function fits({ enum: allowed, format, maxLength }: FieldSchema, text: string): boolean {
  if (allowed !== undefined && !allowed.includes(text)) return false
  if (format === 'date-time' && !isRfc3339(text)) return false
  // As the schema counts: characters, not UTF-16 units.
  return maxLength === undefined || text.length <= maxLength || Array.from(text).length <= maxLength
}
