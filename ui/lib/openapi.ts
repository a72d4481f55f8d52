/** The part of an OpenAPI 3.1 document that the reference page reads. */
export interface OpenApi {
  info: { title: string; version: string; description?: string }
  tags?: { name: string; description?: string }[]
  paths: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, Schema> }
}

export interface Operation {
  operationId?: string
  summary?: string
  description?: string
  tags?: string[]
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[]
  requestBody?: { content: Record<string, { schema?: Schema }> }
  responses?: Record<string, { description?: string; content?: Record<string, { schema?: Schema }> }>
}

export interface Schema {
  $ref?: string
  type?: string | string[]
  title?: string
  description?: string
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
}

export interface Endpoint extends Operation {
  method: string
  path: string
}

const methods = ['get', 'post', 'put', 'patch', 'delete']

/** The operations under their first tag, in the order of the document's tags, then by first appearance. */
export function endpointsByTag(document: OpenApi): Map<string, Endpoint[]> {
  const groups = new Map<string, Endpoint[]>((document.tags ?? []).map(({ name }) => [name, []]))
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const method of methods) {
      const operation = operations[method]
      if (!operation) continue
      const tag = operation.tags?.[0] ?? 'other'
      groups.set(tag, [...(groups.get(tag) ?? []), { ...operation, method, path }])
    }
  }
  for (const [tag, endpoints] of groups) if (endpoints.length === 0) groups.delete(tag)
  return groups
}

/** The schema that a `$ref` names; the schema itself otherwise. Only references within the document are followed. */
export function resolved(schema: Schema, document: OpenApi): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return (name === undefined ? undefined : document.components?.schemas?.[name]) ?? schema
}

/** A schema's type in a few words: `string (date-time) or null`, `array of integer`, `"allow" | "deny"`. */
export function typeText(schema: Schema, document: OpenApi): string {
  const { type, enum: values, const: value, format, items, anyOf, oneOf } = resolved(schema, document)
  if (values) return values.map((each) => JSON.stringify(each)).join(' | ')
  if (value !== undefined) return JSON.stringify(value)
  const choices = anyOf ?? oneOf
  if (choices) return [...new Set(choices.map((each) => typeText(each, document)))].join(' or ')
  if (type === 'array') return `array of ${items ? typeText(items, document) : 'anything'}`
  const name = Array.isArray(type) ? type.join(' or ') : (type ?? 'anything')
  return format ? `${name} (${format})` : name
}
