import * as fc from 'fast-check'

/** The part of JSON schema that our routes use. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly format?: string
}

/** In every text that is made up, so that it can be searched for afterwards. */
export const marker = '04DEADBEEF42'

const times = [
  '2026-11-20T10:00:00Z',
  '2026-02-30T10:00:00Z',
  '2026-11-20T23:59:60Z',
  '+275760-09-13T00:00:00Z',
]
const oddTexts = [
  '',
  marker,
  `=${marker}`,
  `${marker}\u0000`,
  `'; DROP TABLE user; --${marker}`,
  '../..',
  '%00',
  '\ud800',
]

const anyText = fc.oneof(
  fc.constantFrom(...oddTexts),
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => `${marker}${text}`),
  fc.constant(marker.repeat(50)),
)

const anyNumber = fc.oneof(
  fc.integer({ min: 1, max: 5 }),
  fc.constantFrom(0, -1, 2 ** 31, 2 ** 53, 2 ** 63, 1.5, 1e300),
)

/** Whatever JSON can say. */
export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  anyText,
  anyNumber,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constant({ [marker]: marker, constructor: { prototype: marker } }),
)

/** Mostly what the schema asks for, with something else here and there. */
export function nearly(schema: JsonSchema): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: obeying(schema), weight: 8 }, { arbitrary: anyValue, weight: 1 })
}

function obeying(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(obeying))
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.const !== undefined) return fc.constant(schema.const)
  switch ([schema.type].flat()[0]) {
    case 'object':
      return objectOf(schema.properties ?? {})
    case 'array':
      return fc.array(nearly(schema.items ?? {}), { maxLength: 3 })
    case 'integer':
    case 'number':
      return anyNumber
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'string':
      return schema.format === 'date-time'
        ? fc.oneof(fc.constantFrom(...times), anyText)
        : fc.oneof(fc.constantFrom('CP1', 'own_fleet', 'a good name', 'long enough'), anyText)
    case undefined:
    default:
      return anyValue
  }
}

function objectOf(properties: Readonly<Record<string, JsonSchema>>): fc.Arbitrary<object> {
  const members = Object.entries(properties).map(([name, schema]) => [name, nearly(schema)] as const)
  const known = fc.record(Object.fromEntries(members), { requiredKeys: [] })
  const whole = fc.record(Object.fromEntries(members))
  const unknown = known.map((object) => ({ ...object, [marker]: 1 }))
  return fc.oneof({ arbitrary: whole, weight: 5 }, { arbitrary: known, weight: 2 }, unknown)
}
