import t from 'tap'
import { testApp } from '../support/http.ts'

interface Operation {
  readonly operationId?: string
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly responses?: Readonly<Record<string, { description?: string; content?: object }>>
  readonly security?: readonly object[]
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { schema: { type?: string; additionalProperties?: boolean } }>>
  }
}

interface OpenApiDocument {
  readonly openapi: string
  readonly components: { readonly schemas: object }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

function operationsOf({ paths }: OpenApiDocument) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
  )
}

await t.test('the OpenAPI document describes every route', async (t) => {
  const { app } = await testApp(t)
  const document = (await app.inject('/api/openapi.json')).json<OpenApiDocument>()
  t.match(document, { openapi: '3.1.0', components: { schemas: { Problem: Object } } })
  const operations = operationsOf(document)
  t.ok(operations.length > 10)
  for (const { name, operation } of operations) {
    t.match(operation, { operationId: /^[a-z]\w+$/, summary: /^[A-Z].*[^.]$/, tags: [/^[a-z-]+$/] }, name)
    const answers = Object.entries(operation.responses ?? {})
    t.ok(
      answers.some(([status]) => /^[12]/.test(status)),
      `${name} says how it succeeds`,
    )
    t.ok(operation.responses?.['default'], `${name} says how it fails`)
    t.ok(operation.security, `${name} says who may call it`)
  }
  const ids = operations.map(({ operation }) => operation.operationId)
  t.equal(new Set(ids).size, ids.length, 'operation ids are unique')
})

await t.test('a field that is not known is refused, but in what is for the charger to judge', async (t) => {
  const { app } = await testApp(t)
  const document = (await app.inject('/api/openapi.json')).json<OpenApiDocument>()
  const lenient = operationsOf(document).filter(({ operation }) =>
    Object.values(operation.requestBody?.content ?? {}).some(
      ({ schema }) => schema.type === 'object' && schema.additionalProperties !== false,
    ),
  )
  t.strictSame(
    lenient.map(({ name }) => name),
    ['post /api/chargers/{id}/ocpp/{action}'],
  )
})

await t.test('the import of identifiers is described as the CSV file that it takes', async (t) => {
  const { app } = await testApp(t)
  const { paths } = (await app.inject('/api/openapi.json')).json<OpenApiDocument>()
  const content = paths['/api/identifiers/import']?.['post']?.requestBody?.content
  t.strictSame(Object.keys(content ?? {}).toSorted(), ['application/json', 'text/csv'])
})
