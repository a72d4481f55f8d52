import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createValidator } from 'ocpp-rpc'

type Schemas = {
  $id: string
  definitions?: Record<string, { enum?: unknown; additionalProperties?: unknown }>
}[]

/**
 * ocpp-rpc looks a schema up as `urn:Reset.req`, while its 2.1 file says `urn:ResetRequest`: as it comes, its
 * strict mode refuses every 2.1 message. The same schemas under the names that it looks for.
 */
export const strictValidators = [createValidator('ocpp2.1', renamed())]

function renamed(): Schemas {
  const path = createRequire(import.meta.url).resolve('ocpp-rpc/lib/schemas/ocpp2_1.json')
  // A copy of our own: what require() gives is shared with everybody else in the process.
  const schemas = JSON.parse(readFileSync(path, 'utf8')) as Schemas
  for (const schema of schemas) {
    schema.$id = schema.$id.replace(/Request$/, '.req').replace(/Response$/, '.conf')
    for (const definition of Object.values(schema.definitions ?? {})) {
      // Of a list of words it means nothing, and ajv complains on the console each time.
      if (definition.enum !== undefined) delete definition.additionalProperties
    }
  }
  return schemas
}
