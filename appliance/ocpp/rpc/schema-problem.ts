import type { ErrorObject } from 'ajv'
import type { RpcErrorCode } from './error-code.ts'

/** Why a payload does not fit its schema. Nothing in it comes from the payload's values or unknown names. */
export interface SchemaProblem {
  readonly code: RpcErrorCode
  /** The field, as in `meterValue[0].timestamp`; empty for the payload as a whole. */
  readonly path: string
  /** Names the field and what it must be: fit for the charger, the log and the technician. */
  readonly message: string
}

const listedValues = 12

/** What the first complaint of ajv means in OCPP's error codes (OCPP-J 1.6 table 7, 2.1 Part 4 table 9). */
export function toProblem(error: ErrorObject): SchemaProblem {
  const path = fieldPath(error.instancePath)
  const at = path === '' ? 'payload' : path
  switch (error.keyword) {
    case 'type':
      return problem('TypeConstraintViolation', path, `${at} must be of type ${error.params.type}`)
    case 'required': {
      const field = join(path, error.params.missingProperty)
      return problem('OccurrenceConstraintViolation', field, `${field} is required`)
    }
    case 'additionalProperties':
      return problem('FormatViolation', path, `${at} has a field that is not known here; ${known(error)}`)
    case 'minItems':
    case 'maxItems': {
      const bound = error.keyword === 'minItems' ? 'at least' : 'at most'
      const text = `${at} must have ${bound} ${error.params.limit} entries`
      return problem('OccurrenceConstraintViolation', path, text)
    }
    case 'enum': {
      const text = `${at} must be one of ${list(error.params.allowedValues)}`
      return problem('PropertyConstraintViolation', path, text)
    }
    case 'maxLength':
      return constraint(path, `${at} must have at most ${error.params.limit} characters`)
    case 'minLength':
      return constraint(path, `${at} must have at least ${error.params.limit} characters`)
    case 'minimum':
    case 'maximum':
      return constraint(path, `${at} must be ${error.params.comparison} ${error.params.limit}`)
    case 'multipleOf':
      return constraint(path, `${at} must be a multiple of ${error.params.multipleOf}`)
    case 'format':
      return constraint(path, `${at} must be ${formatInWords(error.params.format)}`)
    default:
      return problem('FormatViolation', path, `${at} does not fit its schema (${error.keyword})`)
  }
}

function problem(code: RpcErrorCode, path: string, message: string): SchemaProblem {
  return { code, path, message }
}

function constraint(path: string, message: string): SchemaProblem {
  return problem('PropertyConstraintViolation', path, message)
}

function formatInWords(format: string): string {
  if (format === 'date-time') return 'an RFC 3339 date-time with its zone, such as 2026-01-31T12:00:00Z'
  return `a valid ${format}`
}

/** The unknown name itself may be an identifier, so what is allowed is named instead. */
function known(error: ErrorObject): string {
  const schema: unknown = error.parentSchema
  const properties =
    typeof schema === 'object' && schema !== null && 'properties' in schema ? schema.properties : {}
  const names = Object.keys(properties ?? {})
  return names.length === 0 ? 'it takes none' : `known are ${list(names)}`
}

function list(values: readonly unknown[]): string {
  const shown = values.slice(0, listedValues).map(String).join(', ')
  return values.length > listedValues ? `${shown} …` : shown
}

/** `/meterValue/0/timestamp` → `meterValue[0].timestamp`. Every segment is a name of the schema or an index. */
function fieldPath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .reduce((path, segment) => (/^\d+$/.test(segment) ? `${path}[${segment}]` : join(path, segment)), '')
}

function join(path: string, field: string): string {
  return path === '' ? field : `${path}.${field}`
}
