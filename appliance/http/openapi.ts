import swagger from '@fastify/swagger'
import type { FastifySchema, RouteOptions } from 'fastify'
import { loginCookie } from './authentication.ts'
import type { App, HttpContext } from './context.ts'
import { ProblemSchema, problemMediaType } from './problem.ts'

const problemAnswer = {
  description: 'A problem (RFC 9457).',
  content: { [problemMediaType]: { schema: { $ref: 'Problem#' } } },
}

/** Collects every route's schema, so that `/api/openapi.json` is what requests are really checked against. */
export function addOpenApi(app: App, { version }: HttpContext): void {
  app.addSchema({ $id: 'Problem', ...ProblemSchema })
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Gatehouse',
        version,
        description:
          'The gateway of an EV depot. Lists answer `{ items, nextCursor }`, or CSV with `?format=csv`; ' +
          'instants are RFC 3339 in UTC; errors are problem documents (RFC 9457).',
      },
      components: {
        securitySchemes: {
          login: { type: 'apiKey', in: 'cookie', name: loginCookie },
          token: { type: 'http', scheme: 'bearer', description: 'An API token: `gh_…`.' },
        },
      },
    },
    refResolver: { buildLocalReference: (json) => (typeof json.$id === 'string' ? json.$id : 'schema') },
    transform: ({ schema, url, route }) => ({ schema: documented(schema, route), url }),
  })
}

/** Adds what follows from the route itself: who may call it, how it fails, whether it also answers CSV. */
function documented(schema: FastifySchema, { config }: RouteOptions): FastifySchema {
  if (schema?.hide === true) return schema
  const response = { ...answersOf(schema), ...failuresOf(schema, config?.public === true) }
  const security = config?.public === true ? [] : [{ login: [] }, { token: [] }]
  const permission = config?.permission === undefined ? {} : { 'x-permission': config.permission }
  const querystring = schema.querystring === undefined ? {} : { querystring: optionalByDefault(schema) }
  return { ...schema, ...querystring, response, security, ...permission }
}

/** What has a default need not be sent, although a handler can rely on it. */
function optionalByDefault({ querystring }: FastifySchema): object {
  const { properties, required = [] } = Object(querystring)
  const needed = [...required].filter((name: string) => properties[name].default === undefined)
  return { ...Object(querystring), required: needed }
}

function failuresOf({ params, body }: FastifySchema, isPublic: boolean): object {
  const statuses = [
    400,
    ...(isPublic ? [] : [401, 403]),
    ...(params ? [404] : []),
    ...(body ? [413, 415] : []),
  ]
  return Object.fromEntries([...statuses, 'default'].map((status) => [status, problemAnswer]))
}

function answersOf({ response, querystring }: FastifySchema): object {
  const answers = Object(response)
  if (!Object.hasOwn(Object(Object(querystring).properties), 'format')) return answers
  const csv = { type: 'string', description: 'RFC 4180, with a header line.' }
  const content = { 'application/json': { schema: answers[200] }, 'text/csv': { schema: csv } }
  return { ...answers, 200: { description: 'The list.', content } }
}
