import { Type } from 'typebox'
import { listToleranceUse } from '../../store/charger-list.ts'
import { listFrameGaps, listFrames, type GapRow } from '../../store/frame-list.ts'
import { ChargerParams } from '../charger-id.ts'
import type { Routes } from '../context.ts'
import { Instant, nullable, strictObject } from '../field-types.ts'
import { listQuery, pageById, pageSchema, toAnswer } from '../list.ts'

const Frame = Type.Object({
  id: Type.Integer(),
  at: Instant,
  direction: Type.Enum(['in', 'out'], { description: 'Seen from the gateway.' }),
  kind: Type.String(),
  action: nullable(Type.String()),
  messageId: nullable(Type.String()),
  text: Type.String({ description: 'Redacted before it was stored.' }),
  bytes: Type.Integer({ description: 'Size of the frame as it was on the wire.' }),
})

const Gap = Type.Object({
  id: Type.Integer(),
  kind: Type.Literal('gap'),
  fromAt: Instant,
  toAt: Instant,
  count: Type.Integer({ description: 'Frames that were dropped.' }),
  reason: Type.Enum(['overload', 'retention', 'storage_full']),
})

const Tolerance = Type.Object({ tolerance: Type.String(), count: Type.Integer(), lastAt: Instant })

/** What went over the wire between a charger and the gateway. */
export const frameRoutes: Routes = (app, { flow }) => {
  app.get(
    '/api/chargers/:id/frames',
    {
      config: { permission: 'frames.read' },
      schema: {
        operationId: 'listFrames',
        summary: 'OCPP frames of a charger, newest first, with the gaps where some were dropped',
        tags: ['chargers'],
        params: ChargerParams,
        querystring: strictObject({
          limit: listQuery.limit,
          cursor: listQuery.cursor,
          direction: Type.Optional(Type.Enum(['in', 'out'])),
          action: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
        }),
        response: { 200: pageSchema(Type.Union([Gap, Frame])) },
      },
    },
    async (request) => {
      const { direction, action } = request.query
      const { id: chargerId } = request.params
      const wanted = pageById(request.query)
      const filter = { chargerId, ...(direction && { direction }), ...(action && { action }) }
      const page = listFrames(flow.store, filter, wanted)
      const answer = toAnswer(page, (frame) => frame)
      const gaps = listFrameGaps(flow.store, chargerId, {
        after: page.nextCursor === null ? null : (page.items.at(-1)?.at ?? null),
        until: wanted.cursor === null ? null : (page.items[0]?.at ?? null),
      }).map(gapView)
      const items = [...answer.items, ...gaps].sort((a, b) => (timeOf(a) < timeOf(b) ? 1 : -1))
      return { ...answer, items }
    },
  )

  app.get(
    '/api/chargers/:id/tolerances',
    {
      config: { permission: 'chargers.read' },
      schema: {
        operationId: 'listTolerances',
        summary: 'How often a charger has needed which tolerance of its firmware profile',
        tags: ['chargers'],
        params: ChargerParams,
        response: { 200: Type.Object({ items: Type.Array(Tolerance) }) },
      },
    },
    async (request) => ({ items: listToleranceUse(flow.store, request.params.id) }),
  )
}

function gapView({ id, fromAt, toAt, count, reason }: GapRow) {
  return { id, kind: 'gap' as const, fromAt, toAt, count, reason }
}

function timeOf(item: { readonly at: string } | { readonly toAt: string }): string {
  return 'at' in item ? item.at : item.toAt
}
