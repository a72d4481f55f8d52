import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import type { FastifySchemaCompiler, FastifySchemaValidationError } from 'fastify'
import type { TSchema } from 'typebox'
import type { FieldError } from './problem.ts'

const options = { useDefaults: true, removeAdditional: false, verbose: true, strict: true } as const
// Numbers and booleans come as text in a URL, but not in JSON: there "1" is a mistake worth telling.
const forText = new Ajv({ ...options, coerceTypes: 'array' })
const forBody = new Ajv(options)
addFormats.default(forText)
addFormats.default(forBody)

/** Requests are checked against their TypeBox schemas as plain JSON schemas. */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) =>
  (httpPart === 'body' ? forBody : forText).compile(schema)

/** Names the field and the remedy. Nothing that was sent is repeated, not even the name of an unknown field. */
export function toFieldErrors(errors: readonly FastifySchemaValidationError[]): FieldError[] {
  return errors.map((error) => ({ field: fieldOf(error), message: messageOf(error) }))
}

function fieldOf(error: FastifySchemaValidationError): string {
  const path = error.instancePath.split('/').slice(1)
  if (error.keyword === 'required') path.push(String(error.params['missingProperty']))
  return path.join('.')
}

function messageOf(error: FastifySchemaValidationError): string {
  const { keyword, params } = error
  switch (keyword) {
    case 'required':
      return 'is needed'
    case 'additionalProperties':
      return `has a field that is not known here; known are ${knownFields(error)}`
    case 'enum':
      return `must be one of ${[params['allowedValues']].flat().join(', ')}`
    case 'format':
      return params['format'] === 'date-time'
        ? 'must be a time in RFC 3339, such as 2026-11-20T10:00:00Z'
        : `must be a ${String(params['format'])}`
    case 'pattern':
      return `does not have the form that it needs${formOf(error)}`
    default:
      return error.message ?? 'is not valid'
  }
}

function knownFields(error: object): string {
  return Object.keys(schemaOf(error).properties ?? {}).join(', ') || 'none'
}

/** People do not read regular expressions; the field's description says it in words. */
function formOf(error: object): string {
  const { description } = schemaOf(error)
  return description === undefined ? '' : `: ${description}`
}

/** With `verbose`, ajv hands over the schema that was broken, which Fastify's type does not tell. */
function schemaOf(error: { parentSchema?: { properties?: object; description?: string } }) {
  return error.parentSchema ?? {}
}
