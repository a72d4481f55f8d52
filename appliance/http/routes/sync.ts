import { Type } from 'typebox'
import { listAgeS } from '../../domain/list-age.ts'
import type { Routes } from '../context.ts'
import { Instant, nullable } from '../field-types.ts'

const Sync = Type.Object({
  enrolled: Type.Boolean(),
  connected: Type.Boolean(),
  since: nullable(Instant),
  lanes: Type.Array(
    Type.Object({
      name: Type.String(),
      waiting: Type.Integer(),
      oldestAt: nullable(Instant),
      ackedSeq: Type.Integer(),
    }),
  ),
  listVersion: Type.Integer(),
  listAgeS: Type.Integer(),
})

/** `/api/sync`: a gateway without a back-office owns its identifier list, which is then never old. */
export const syncRoutes: Routes = (app, { flow }) => {
  app.get(
    '/api/sync',
    {
      config: { permission: 'system.read' },
      schema: {
        operationId: 'getSync',
        summary: 'How the gateway stands with the back-office',
        tags: ['system'],
        response: { 200: Sync },
      },
    },
    async () => ({
      enrolled: false,
      connected: false,
      since: null,
      lanes: [],
      listVersion: flow.facts.listVersion,
      listAgeS: listAgeS(flow.facts.listRefreshedAt, flow.clock.now()),
    }),
  )
}
