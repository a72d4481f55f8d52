/** What OCPP's schemas use of JSON schema. */
export interface FieldSchema {
  readonly $ref?: string
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean'
  readonly enum?: readonly string[]
  readonly format?: string
  readonly maxLength?: number
  readonly minItems?: number
  readonly items?: FieldSchema
  readonly properties?: Readonly<Record<string, FieldSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean
  readonly definitions?: Readonly<Record<string, FieldSchema>>
}

export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The schema itself, or the definition in `root` that it refers to. */
export function resolve(root: FieldSchema, schema: FieldSchema): FieldSchema {
  const name = schema.$ref?.replace('#/definitions/', '')
  return name === undefined ? schema : (root.definitions?.[name] ?? schema)
}

/** The schema of a field; undefined for one that is not part of the object, such as `constructor`. */
export function fieldOf({ properties }: FieldSchema, name: string): FieldSchema | undefined {
  return properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined
}
