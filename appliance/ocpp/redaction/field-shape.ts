import { actionsOf, schemaOf } from '../rpc/schemas.ts'
import type { OcppVersion } from '../rpc/protocol.ts'
import { resolve, type FieldSchema } from '../tolerances/field-schema.ts'

/** What the schemas of a version let stand in a field, wherever they have one of that name. */
export interface FieldShape {
  /** Whether somewhere it is free text. */
  readonly text: boolean
  readonly time: boolean
  readonly number: boolean
  /** The words that it may be, in lower case. */
  readonly words: ReadonlySet<string>
}

interface GrowingShape extends FieldShape {
  text: boolean
  time: boolean
  number: boolean
  readonly words: Set<string>
}

type Shapes = ReadonlyMap<string, FieldShape>

interface VersionShapes {
  readonly all: Shapes
  /** Those of an action's request. */
  readonly ofRequest: ReadonlyMap<string, Shapes>
}

const versions = new Map<OcppVersion, VersionShapes>()

/**
 * The shape of a field by its name, in any letter case: in the request of an action where that has it, else
 * wherever the version has it. Undefined for a name that no schema of the version knows.
 */
export function shapeOf(version: OcppVersion, action: string | null, name: string): FieldShape | undefined {
  let shapes = versions.get(version)
  if (shapes === undefined) {
    shapes = shapesOf(version)
    versions.set(version, shapes)
  }
  const lower = name.toLowerCase()
  return (action === null ? undefined : shapes.ofRequest.get(action)?.get(lower)) ?? shapes.all.get(lower)
}

function shapesOf(version: OcppVersion): VersionShapes {
  const all = new Map<string, GrowingShape>()
  const ofRequest = new Map<string, Shapes>()
  for (const action of actionsOf(version)) {
    const own = new Map<string, GrowingShape>()
    for (const shapes of [all, own]) collectAll(shapes, schemaOf(version, action, 'request') ?? {})
    collectAll(all, schemaOf(version, action, 'response') ?? {})
    ofRequest.set(action, own)
  }
  return { all, ofRequest }
}

function collectAll(found: Map<string, GrowingShape>, root: FieldSchema): void {
  for (const schema of [root, ...Object.values(root.definitions ?? {})]) collect(found, root, schema)
}

/** Every field of an object, and of the objects that are written out within it. */
function collect(found: Map<string, GrowingShape>, root: FieldSchema, schema: FieldSchema): void {
  if (schema.items !== undefined) collect(found, root, schema.items)
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const lower = name.toLowerCase()
    const shape = found.get(lower) ?? { text: false, time: false, number: false, words: new Set() }
    found.set(lower, shape)
    grow(shape, leafOf(root, field))
    collect(found, root, field)
  }
}

/** What stands in the field itself, or in the list that it is. */
function leafOf(root: FieldSchema, field: FieldSchema): FieldSchema {
  const schema = resolve(root, field)
  return schema.type === 'array' && schema.items !== undefined ? leafOf(root, schema.items) : schema
}

function grow(shape: GrowingShape, { type, enum: words, format }: FieldSchema): void {
  if (words !== undefined) for (const word of words) shape.words.add(word.toLowerCase())
  else if (format === 'date-time') shape.time = true
  else if (type === 'string') shape.text = true
  else if (type === 'integer' || type === 'number') shape.number = true
}
