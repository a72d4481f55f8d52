// A route file exports `const xRoutes: Routes = (app, context) => { app.get(…) }` and is listed in `routes.ts`;
// `routes/users.ts` is the one to look at. Each route has a schema (operationId, summary, tags, response) and
// states in `config` who may call it: `{ permission }`, `{ signedIn: true }` or `{ public: true }`. A handler
// passes `request.origin` to its flow, turns the flow's outcome into an answer or `throw problem(…)`, and pages
// its lists with `list.ts`. Bodies are JSON; a route with another media type registers its parser in a scope.
import cookie from '@fastify/cookie'
import websocket from '@fastify/websocket'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify from 'fastify'
import { addAccessControl } from './access-control.ts'
import { refuseBrokenText } from './broken-text.ts'
import type { App, HttpContext, Routes } from './context.ts'
import { answerBrokenRequest, answerError, sendProblem } from './errors.ts'
import { addOpenApi } from './openapi.ts'
import { problem } from './problem.ts'
import { requestIdOf } from './request-id.ts'
import { routes } from './routes.ts'
import { commonHeaders } from './security-headers.ts'
import { addStaticUi } from './static-ui.ts'
import { addUnknownRoute } from './unknown-route.ts'
import { validatorCompiler } from './validation.ts'

/** JSON bodies up to here; a route that takes files states a limit of its own. */
const bodyLimitBytes = 1024 * 1024
/** A client has this long to send its whole request: a large import over a weak WLAN takes its time. */
const requestTimeoutMs = 120_000

/** What a client of the live feed may send at once. */
const liveMessageLimitBytes = 16 * 1024

/** The HTTP API, the live feed and the UI. Answers `inject` without listening, which the command line uses. */
export function createApp(context: HttpContext, resources: readonly Routes[] = routes): App {
  const app: App = fastify({
    logger: false,
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    forceCloseConnections: true,
    genReqId: requestIdOf,
    routerOptions: { maxParamLength: 128 },
    http: { headersTimeout: 10_000, maxHeaderSize: 16 * 1024 },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (_error, request, reply) => {
      reply.headers(commonHeaders(request.id))
      sendProblem(reply, problem(400, 'bad-request', 'The path is not a valid URL path.'), request.id)
    },
  }).withTypeProvider<TypeBoxTypeProvider>()
  // Forms of other sites can send plain text without asking; JSON they cannot.
  app.removeContentTypeParser('text/plain')
  app.setValidatorCompiler(validatorCompiler)
  app.setErrorHandler((error: Error, request, reply) => answerError(context, error, request, reply))
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(commonHeaders(request.id))
  })
  addRequestLog(app, context)
  addUnknownRoute(app)
  app.register(cookie)
  app.register(websocket, { options: { maxPayload: liveMessageLimitBytes } })
  addOpenApi(app, context)
  app.register(async (scope: App) => {
    addAccessControl(scope, context)
    scope.addHook('preValidation', async (request) => refuseBrokenText(request.body))
    for (const add of resources) add(scope, context)
    addStaticUi(scope, context)
  })
  return app
}

/** Logs the route's pattern and not the path or its query: those may hold what must not be in a log. */
function addRequestLog(app: App, { flow }: HttpContext): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, id: requestId } = request
    const route = request.routeOptions.url ?? null
    const durationMs = Math.round(reply.elapsedTime)
    flow.log.debug({ requestId, method, route, status: reply.statusCode, durationMs }, 'request')
  })
}
