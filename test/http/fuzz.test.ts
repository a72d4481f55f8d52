import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import * as fc from 'fast-check'
import t from 'tap'
import type { App } from '../../appliance/http/context.ts'
import { controlSecret, testApp } from '../support/http.ts'
import { anyValue, marker, nearly } from '../support/schema-arbitrary.ts'
import type { JsonSchema } from '../support/schema-arbitrary.ts'

interface Parameter {
  readonly in: 'query' | 'path' | 'header'
  readonly name: string
  readonly schema: JsonSchema
}

interface Operation {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> }
}

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly operation: Operation
}

interface FuzzedRequest {
  readonly method: Route['method']
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload: string
}

/** Every route of the OpenAPI document. */
async function routesOf(app: App): Promise<Route[]> {
  const { paths } = (await app.inject('/api/openapi.json')).json<{
    paths: Record<string, Record<string, Operation>>
  }>()
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      return { method: method.toUpperCase() as Route['method'], path, operation }
    }),
  )
}

function requestTo({ method, path, operation }: Route): fc.Arbitrary<FuzzedRequest> {
  const parameters = operation.parameters ?? []
  const valuesOf = (place: Parameter['in'], requiredKeys?: []) => {
    const ofPlace = parameters.filter((parameter) => parameter.in === place)
    const values = Object.fromEntries(ofPlace.map(({ name, schema }) => [name, nearly(schema).map(asText)]))
    return fc.record(values, requiredKeys && { requiredKeys })
  }
  const [type = 'application/json', media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  const body = media === undefined ? fc.constant('') : bodyOf(media.schema)
  const contentType = fc.oneof(
    { arbitrary: fc.constant(type), weight: 8 },
    fc.constantFrom('text/csv', 'text/plain', marker),
  )
  return fc
    .tuple(valuesOf('path'), valuesOf('query', []), body, contentType)
    .map(([inPath, query, payload, sent]) => ({
      method,
      url: `${fill(path, inPath)}?${queryOf(query)}`,
      headers: {
        authorization: `Bearer ${controlSecret}`,
        ...(payload === '' ? {} : { 'content-type': sent }),
      },
      payload,
    }))
}

function bodyOf(schema: JsonSchema): fc.Arbitrary<string> {
  return fc.oneof(
    { arbitrary: nearly(schema).map((value) => JSON.stringify(value)), weight: 8 },
    anyValue.map((value) => JSON.stringify(value)),
    fc.constantFrom('', '{', `{"${marker}`, '[]', 'null', `{"__proto__": {"${marker}": 1}}`),
  )
}

/** `/api/users/{id}` with the values that were made up. */
function fill(path: string, values: Readonly<Record<string, string | undefined>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(values[name] ?? ''))
}

function queryOf(values: Readonly<Record<string, string | undefined>>): string {
  const members = Object.entries(values).map(([name, value = '']) => [name, value])
  return new URLSearchParams(members).toString()
}

function asText(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed()
}

function heapBytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}

await t.test('whatever is sent, the API neither fails nor repeats it', async (t) => {
  const { app, logged } = await testApp(t)
  const routes = await routesOf(app)
  const request = fc.constantFrom(...routes).chain(requestTo)
  const statuses = new Map<number, number>()
  let heapAtThird = 0
  const numRuns = 1_500
  let run = 0
  const property = fc.asyncProperty(request, async (fuzzed) => {
    const answer = await app.inject(fuzzed)
    statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1)
    // Other 5xx are answers, such as that a charger is offline.
    if (answer.statusCode === 500) throw new Error(`${answer.statusCode}: ${logged.at(-1)} ${logged.at(-2)}`)
    if (answer.statusCode >= 400) {
      if (!String(answer.headers['content-type']).startsWith('application/problem+json'))
        throw new Error('no problem')
      if (answer.json().status !== answer.statusCode) throw new Error('another status in the body')
      if (answer.body.includes(marker)) throw new Error(`repeats what was sent: ${answer.body}`)
    }
    run += 1
    if (run === Math.floor(numRuns / 3)) heapAtThird = heapBytes()
  })
  await fc.assert(property, { numRuns })
  t.notMatch(logged.join(''), new RegExp(marker))
  t.ok((statuses.get(200) ?? 0) > 50, 'some of it made sense')
  t.ok((statuses.get(400) ?? 0) > 50, 'and some did not')
  logged.length = 0
  t.ok(heapBytes() - heapAtThird < 30_000_000, 'the heap does not grow with the requests')
})
