import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import type { ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { isRfc3339 } from './date-time.ts'
import type { OcppVersion } from './protocol.ts'
import { withSafeIntegers } from './safe-integers.ts'
import { toProblem } from './schema-problem.ts'
import type { SchemaProblem } from './schema-problem.ts'

/** A SEND has the schema of a request. */
export type PayloadKind = 'request' | 'response'

type ActionSchema = { $id: string; $schema?: string } & Record<string, unknown>

/** The Open Charge Alliance's schemas, as `ocpp-rpc` ships them. */
const files: Record<OcppVersion, string> = {
  'ocpp1.6': 'ocpp-rpc/lib/schemas/ocpp1_6.json',
  'ocpp2.0.1': 'ocpp-rpc/lib/schemas/ocpp2_0_1.json',
  'ocpp2.1': 'ocpp-rpc/lib/schemas/ocpp2_1.json',
}

/** The schemas of one version, each compiled when its action is first met: a CLI command compiles none. */
class VersionSchemas {
  readonly #ajv: Ajv
  readonly #sources: Record<PayloadKind, Map<string, object>> = { request: new Map(), response: new Map() }
  readonly #compiled: Record<PayloadKind, Map<string, ValidateFunction>> = {
    request: new Map(),
    response: new Map(),
  }

  constructor(schemas: readonly ActionSchema[]) {
    // `multipleOf 0.1` needs the tolerance: 13.3 is no exact multiple in binary floating point.
    this.#ajv = new Ajv({
      strict: false,
      meta: false,
      validateSchema: false,
      verbose: true,
      multipleOfPrecision: 6,
    })
    addFormats.default(this.#ajv, ['uri'])
    this.#ajv.addFormat('date-time', isRfc3339)
    // Current ajv refuses ids such as `urn:Authorize.req`; nothing refers to them.
    for (const { $id, $schema: _, ...schema } of schemas) {
      const { action, kind } = nameOf($id)
      this.#sources[kind].set(action, schema)
    }
  }

  get actions(): string[] {
    return [...this.#sources.request.keys()]
  }

  source(action: string, kind: PayloadKind): object | null {
    return this.#sources[kind].get(action) ?? null
  }

  validator(action: string, kind: PayloadKind): ValidateFunction | null {
    const compiled = this.#compiled[kind].get(action)
    if (compiled !== undefined) return compiled
    const source = this.#sources[kind].get(action)
    if (source === undefined) return null
    const validator = this.#ajv.compile(withSafeIntegers(action, source))
    this.#compiled[kind].set(action, validator)
    return validator
  }
}

/** 1.6 and 2.0.1 say `urn:Reset.req` and `.conf`, 2.1 `urn:ResetRequest`, `Response`, or for a SEND neither. */
function nameOf(id: string): { action: string; kind: PayloadKind } {
  const name = id.replace(/^urn:/, '')
  const kind = /(?:\.conf|Response)$/.test(name) ? 'response' : 'request'
  return { action: name.replace(/(?:\.req|\.conf|Request|Response)$/, ''), kind }
}

const loaded = new Map<OcppVersion, VersionSchemas>()
const require = createRequire(import.meta.url)

function schemasOf(version: OcppVersion): VersionSchemas {
  let schemas = loaded.get(version)
  if (schemas === undefined) {
    const source: ActionSchema[] = require(files[version])
    schemas = new VersionSchemas(source)
    loaded.set(version, schemas)
  }
  return schemas
}

/**
 * Checks a payload against the schema of its action. Null when it fits; else the first problem, which never
 * repeats what the payload holds. An action that this version does not have gives `NotImplemented`.
 */
export function validate(
  version: OcppVersion,
  action: string,
  kind: PayloadKind,
  payload: unknown,
): SchemaProblem | null {
  const validator = schemasOf(version).validator(action, kind)
  if (validator === null) {
    return { code: 'NotImplemented', path: '', message: `action is not part of ${version}` }
  }
  if (validator(payload)) return null
  return toProblem(validator.errors![0]!)
}

/** The actions of a version, sent by either side. */
export function actionsOf(version: OcppVersion): string[] {
  return schemasOf(version).actions
}

/** Whether a version has an action of this name. */
export function isAction(version: OcppVersion, name: string): boolean {
  return schemasOf(version).source(name, 'request') !== null
}

/** The JSON schema (draft 7) of a payload; null for an action that this version does not have. */
export function schemaOf(version: OcppVersion, action: string, kind: PayloadKind): object | null {
  return schemasOf(version).source(action, kind)
}
