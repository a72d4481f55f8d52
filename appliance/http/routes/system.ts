import { Type } from 'typebox'
import { clockConfidences } from '../../domain/decision.ts'
import { toUtcText } from '../../domain/utc-text.ts'
import { approvedChargerIds } from '../../store/charger-list.ts'
import type { App, HttpContext, Routes } from '../context.ts'
import { Instant } from '../field-types.ts'
import { Metrics } from '../metrics.ts'

const ConditionView = Type.Object({
  code: Type.String(),
  since: Instant,
  message: Type.String(),
  nextStep: Type.String(),
})

const System = Type.Object({
  version: Type.String(),
  node: Type.String(),
  startedAt: Instant,
  gatewayId: Type.String(),
  zone: Type.String(),
  clock: Type.Object({ now: Instant, confidence: Type.Enum([...clockConfidences]) }),
  storage: Type.Object({ databaseBytes: Type.Integer(), freeBytes: Type.Integer() }),
  ledger: Type.Object({ seq: Type.Integer({ description: 'Of the newest entry; 0: none yet.' }) }),
  chargers: Type.Object({ online: Type.Integer(), total: Type.Integer() }),
  conditions: Type.Array(ConditionView),
})

const Health = Type.Object({
  status: Type.Enum(['ready', 'degraded']),
  reasons: Type.Array(Type.Object({ code: Type.String(), message: Type.String() })),
})

/** `/api/system`, `/api/version`, `/health` and `/metrics`: how the gateway itself is. */
export const systemRoutes: Routes = (app, context) => {
  addSystem(app, context)
  addVersion(app, context)
  addHealth(app, context)
  addMetrics(app, context)
  addOpenApiDocument(app)
}

function addSystem(app: App, context: HttpContext): void {
  app.get(
    '/api/system',
    {
      config: { permission: 'system.read' },
      schema: {
        operationId: 'showSystem',
        summary: 'The gateway: version, clock, storage, conditions',
        tags: ['system'],
        response: { 200: System },
      },
    },
    async () => systemView(context),
  )
}

function systemView(context: HttpContext) {
  const { flow, version, gatewayId, startedAt } = context
  return {
    version,
    node: process.version,
    startedAt: toUtcText(startedAt),
    gatewayId,
    zone: flow.zone,
    clock: { now: toUtcText(flow.clock.now()), confidence: flow.clockConfidence() },
    storage: { ...context.storage() },
    ledger: { seq: flow.commits.ledgerHead.seq },
    chargers: countChargers(context),
    conditions: context.conditions().map(({ code, since, message, nextStep }) => {
      return { code, since: toUtcText(since), message, nextStep }
    }),
  }
}

function countChargers({ flow, link }: HttpContext): { online: number; total: number } {
  const ids = approvedChargerIds(flow.store)
  return { online: ids.filter((id) => link.presence(id) !== null).length, total: ids.length }
}

function addVersion(app: App, { version }: HttpContext): void {
  app.get(
    '/api/version',
    {
      config: { public: true },
      schema: {
        operationId: 'showVersion',
        summary: 'Which Gatehouse this is',
        tags: ['system'],
        response: { 200: Type.Object({ version: Type.String(), node: Type.String() }) },
      },
    },
    async () => ({ version, node: process.version }),
  )
}

function addHealth(app: App, { conditions }: HttpContext): void {
  app.get(
    '/health',
    {
      config: { public: true },
      schema: {
        operationId: 'showHealth',
        summary: 'Whether all is well',
        description: 'For supervisors: 503 while chargers or people would notice that something is wrong.',
        tags: ['system'],
        response: { 200: Health, 503: Health },
      },
    },
    async (_request, reply) => {
      const reasons = conditions().filter(({ degrades }) => degrades)
      const status = reasons.length === 0 ? 'ready' : 'degraded'
      return reply.code(status === 'ready' ? 200 : 503).send({
        status,
        reasons: reasons.map(({ code, message }) => ({ code, message })),
      })
    },
  )
}

function addMetrics(app: App, context: HttpContext): void {
  const chargers = () => {
    const { online, total } = countChargers(context)
    return [
      { name: 'gatehouse_chargers', help: 'Approved chargers.', kind: 'gauge', value: total },
      { name: 'gatehouse_chargers_online', help: 'Of these, connected.', kind: 'gauge', value: online },
    ] as const
  }
  let metrics: Metrics | null = null
  app.get(
    '/metrics',
    {
      // They tell a stranger on the LAN how busy the depot is. A scraper on the box itself has nobody to
      // sign in for it; one elsewhere sends an API token.
      config: { permission: 'system.read', openToThisMachine: true },
      schema: {
        operationId: 'showMetrics',
        summary: 'Numbers for Prometheus',
        tags: ['system'],
        produces: ['text/plain'],
        response: { 200: Type.String({ description: 'The text exposition format.' }) },
      },
    },
    async (_request, reply) => {
      // Not before somebody asks: the command line makes an app for a single request.
      metrics ??= new Metrics([chargers, context.measurements])
      return reply.type(metrics.contentType).send(await metrics.text())
    },
  )
}

function addOpenApiDocument(app: App): void {
  app.get(
    '/api/openapi.json',
    {
      config: { public: true },
      schema: {
        operationId: 'showOpenApi',
        summary: 'This document (OpenAPI 3.1)',
        tags: ['system'],
        response: { 200: Type.Object({}, { additionalProperties: true }) },
      },
    },
    async () => app.swagger(),
  )
}
