/**
 * The actions whose facts are never refused, or the charger would send them for ever: their handlers make sense of
 * numbers that cannot be.
 */
const neverRefused = new Set(['StartTransaction', 'StopTransaction', 'TransactionEvent'])

const bounds = { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }

/**
 * The schema of an action with every integer bounded to what JSON carries exactly (RFC 7493, 2.2): others have
 * been rounded by the time that they are read, and are more than SQLite can hold. Tighter bounds stay.
 */
export function withSafeIntegers(action: string, schema: object): object {
  return neverRefused.has(action) ? schema : (bounded(schema) as object)
}

function bounded(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(bounded)
  if (typeof schema !== 'object' || schema === null) return schema
  const inner = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, bounded(value)]))
  return inner['type'] === 'integer' ? { ...bounds, ...inner } : inner
}
