import * as fc from 'fast-check'
import { actionsOf, schemaOf, type PayloadKind } from '../../appliance/ocpp/rpc/schemas.ts'
import type { OcppVersion } from '../../appliance/ocpp/rpc/protocol.ts'

/** The part of JSON schema that OCPP uses. */
export interface TestSchema {
  readonly $ref?: string
  readonly type?: string
  readonly enum?: readonly string[]
  readonly format?: string
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly items?: TestSchema
  readonly properties?: Readonly<Record<string, TestSchema>>
  readonly required?: readonly string[]
  readonly definitions?: Readonly<Record<string, TestSchema>>
}

/** Another value for a field than its schema would give; undefined leaves it to the schema. */
export type ValueFor = (name: string, schema: TestSchema) => fc.Arbitrary<unknown> | undefined

/** Every payload of a version that has a schema. */
export function payloadKinds(
  version: OcppVersion,
): { action: string; kind: PayloadKind; schema: TestSchema }[] {
  const kinds: PayloadKind[] = ['request', 'response']
  return actionsOf(version).flatMap((action) =>
    kinds.flatMap((kind) => {
      const schema = schemaOf(version, action, kind)
      return schema === null ? [] : [{ action, kind, schema }]
    }),
  )
}

/** Payloads that fit a schema, with optional fields there or not. */
export function payloadsOf(root: TestSchema, valueFor: ValueFor = () => undefined): fc.Arbitrary<object> {
  const valueOf = (name: string, schema: TestSchema): fc.Arbitrary<unknown> => {
    const resolved = schema.$ref === undefined ? schema : definition(root, schema.$ref)
    return valueFor(name, resolved) ?? valueByType(name, resolved)
  }
  const valueByType = (name: string, schema: TestSchema): fc.Arbitrary<unknown> => {
    switch (schema.type) {
      case 'object':
        return fieldsOf(schema)
      case 'array':
        return fc.array(valueOf(name, schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 2 })
      case 'string':
        return textFor(schema)
      case 'integer':
        return fc.integer({ min: schema.minimum ?? -5, max: Math.min(schema.maximum ?? 99, 99) })
      case 'number':
        return fc.integer({ min: schema.minimum ?? -5, max: Math.min(schema.maximum ?? 99, 99) })
      case 'boolean':
        return fc.boolean()
      case undefined:
      default:
        return fc.constant('anything')
    }
  }
  const fieldsOf = (schema: TestSchema): fc.Arbitrary<object> => {
    const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => [
      name,
      valueOf(name, field),
    ])
    const model = Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>
    return fc.record(model, { requiredKeys: [...(schema.required ?? [])], noNullPrototype: true })
  }
  return fieldsOf(root)
}

function definition(root: TestSchema, ref: string): TestSchema {
  const found = root.definitions?.[ref.replace('#/definitions/', '')]
  if (found === undefined) throw new Error(`no definition ${ref}`)
  return found
}

function textFor(schema: TestSchema): fc.Arbitrary<string> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  if (schema.format === 'date-time') return fc.constant('2026-11-20T10:12:00Z')
  if (schema.format === 'uri') return fc.constant('https://depot.example/logs')
  return fc.constantFrom('plain', 'words').map((text) => text.slice(0, schema.maxLength))
}
