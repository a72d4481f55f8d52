import { Type } from 'typebox'
import { accessClasses } from '../../domain/identifier.ts'
import { toUtcText } from '../../domain/utc-text.ts'
import { countDecisions, findDecisionRow, listDecisions } from '../../store/decision-list.ts'
import { eachPage, type PageRequest } from '../../store/page.ts'
import { ChargerId } from '../charger-id.ts'
import type { Routes } from '../context.ts'
import { sendCsv, wantsCsv, type CsvColumns } from '../csv.ts'
import { IdParams, Instant, strictObject } from '../field-types.ts'
import { listQuery, pageById, pageSchema, readTimes, timeQuery, toAnswer } from '../list.ts'
import { problem } from '../problem.ts'
import { DecisionReasonSchema, DecisionSchema, viewDecisions, type DecisionItem } from './decision-view.ts'

const filters = {
  ...timeQuery,
  chargerId: Type.Optional(ChargerId),
  outcome: Type.Optional(Type.Enum(['allow', 'deny'])),
  reason: Type.Optional(DecisionReasonSchema),
  accessClass: Type.Optional(Type.Enum([...accessClasses])),
  observed: Type.Optional(Type.Boolean({ description: 'Only what would have happened, or only what did.' })),
  masked: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'Part of the masked identifier.' }),
  ),
}

const Counts = Type.Object({
  from: Instant,
  to: Instant,
  byReason: Type.Array(
    Type.Object({ outcome: Type.Enum(['allow', 'deny']), reason: Type.String(), count: Type.Integer() }),
  ),
})

const columns: CsvColumns<DecisionItem> = {
  id: (decision) => decision.id,
  at: (decision) => decision.at,
  localTime: (decision) => decision.localTime,
  zone: (decision) => decision.zone,
  chargerId: (decision) => decision.chargerId,
  evseId: (decision) => decision.evseId,
  connectorId: (decision) => decision.connectorId,
  outcome: (decision) => decision.outcome,
  observed: (decision) => decision.observed,
  reason: (decision) => decision.reason,
  accessClass: (decision) => decision.accessClass,
  maskedIdentifier: (decision) => decision.maskedIdentifier,
  vehicle: (decision) => decision.vehicle,
  policySource: (decision) => decision.policySource,
  listVersion: (decision) => decision.listVersion,
  listAgeS: (decision) => decision.listAgeS,
  clockConfidence: (decision) => decision.clockConfidence,
}

/** `/api/decisions`: who was allowed or refused, and why. */
export const decisionRoutes: Routes = (app, { flow }) => {
  const { store } = flow
  const config = { permission: 'decisions.read' } as const
  const tags = ['access']

  app.get(
    '/api/decisions',
    {
      config,
      schema: {
        operationId: 'listDecisions',
        summary: 'Access decisions, newest first',
        tags,
        querystring: strictObject({ ...listQuery, ...filters }),
        response: { 200: pageSchema(DecisionSchema) },
      },
    },
    async (request, reply) => {
      const { chargerId, outcome, reason, accessClass, masked, observed } = request.query
      const filter = {
        ...(chargerId && { chargerId }),
        ...(outcome && { outcome }),
        ...(reason && { reason }),
        ...(accessClass && { accessClass }),
        ...(masked && { maskedIdentifier: masked }),
        ...(observed !== undefined && { observed }),
        ...readTimes(request.query),
      }
      const read = (page: PageRequest) => {
        const { items, nextCursor } = listDecisions(store, filter, page)
        return { items: viewDecisions(store, items), nextCursor }
      }
      if (wantsCsv(request)) return sendCsv(reply, 'decisions', columns, eachPage(read))
      return toAnswer(read(pageById(request.query)), (item) => item)
    },
  )

  app.get(
    '/api/decisions/counts',
    {
      config,
      schema: {
        operationId: 'countDecisions',
        summary: 'How many decisions of each reason, of the last day unless told otherwise',
        tags,
        querystring: strictObject({
          ...timeQuery,
          chargerId: filters.chargerId,
          accessClass: filters.accessClass,
          masked: filters.masked,
          observed: Type.Boolean({
            default: false,
            description: 'True counts what would have happened, in the stage observe.',
          }),
        }),
        response: { 200: Counts },
      },
    },
    async (request) => {
      const { chargerId, accessClass, masked, observed } = request.query
      const now = flow.clock.now()
      const { from = toUtcText(now.subtract({ hours: 24 })), to = toUtcText(now.add({ seconds: 1 })) } =
        readTimes(request.query)
      const filter = {
        from,
        to,
        observed,
        ...(chargerId && { chargerId }),
        ...(accessClass && { accessClass }),
        ...(masked && { maskedIdentifier: masked }),
      }
      return { from, to, byReason: countDecisions(store, filter) }
    },
  )

  app.get(
    '/api/decisions/:id',
    {
      config,
      schema: {
        operationId: 'getDecision',
        summary: 'One decision with everything that it rested on',
        tags,
        params: IdParams,
        response: { 200: DecisionSchema },
      },
    },
    async (request) => {
      const row = findDecisionRow(store, request.params.id)
      if (!row) throw unknownDecision()
      return viewDecisions(store, [row])[0]!
    },
  )
}

export function unknownDecision() {
  return problem(404, 'unknown-decision', 'There is no such decision.')
}
