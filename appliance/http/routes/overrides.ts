import { Type } from 'typebox'
import { accessModes } from '../../domain/access-mode.ts'
import { toUtcText } from '../../domain/utc-text.ts'
import { clearOverride } from '../../flows/clear-override.ts'
import { overrideLimitDays, setOverride } from '../../flows/set-override.ts'
import { findOverride, listOverrides } from '../../store/overrides.ts'
import { ChargerId } from '../charger-id.ts'
import type { Routes } from '../context.ts'
import { IdParams, InstantInput, strictObject } from '../field-types.ts'
import { listQuery, pageById, pageSchema, readInstant, toAnswer } from '../list.ts'
import { problem } from '../problem.ts'
import { notCapable, notEnforced, unknownChargers } from './charger-problems.ts'
import { OverrideSchema } from './override-view.ts'

const NewOverride = strictObject({
  chargerIds: Type.Array(ChargerId, { minItems: 1, maxItems: 5000 }),
  mode: Type.Enum([...accessModes], { description: '`freevend` opens, `managed_access` restricts.' }),
  until: InstantInput,
  reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }),
  acknowledgePartial: Type.Optional(
    Type.Boolean({ description: 'Needed to restrict chargers that are only partially supported.' }),
  ),
})

/** `/api/overrides`: chargers that somebody opened or restricted by hand. */
export const overrideRoutes: Routes = (app, { flow }) => {
  const tags = ['access']
  const write = { permission: 'overrides.write' } as const

  app.get(
    '/api/overrides',
    {
      config: { permission: 'chargers.read' },
      schema: {
        operationId: 'listOverrides',
        summary: 'Overrides, newest first',
        tags,
        querystring: strictObject({
          limit: listQuery.limit,
          cursor: listQuery.cursor,
          active: Type.Optional(Type.Boolean({ description: 'Only those in force now.' })),
          chargerId: Type.Optional(ChargerId),
        }),
        response: { 200: pageSchema(OverrideSchema) },
      },
    },
    async (request) => {
      const { active, chargerId } = request.query
      const now = toUtcText(flow.clock.now())
      const filter = { ...(active && { inForceAt: now }), ...(chargerId && { chargerId }) }
      return toAnswer(listOverrides(flow.store, filter, pageById(request.query)), (override) => override)
    },
  )

  app.post(
    '/api/overrides',
    {
      config: write,
      schema: {
        operationId: 'setOverride',
        summary: 'Open or restrict chargers for a while',
        tags,
        body: NewOverride,
        response: { 201: OverrideSchema },
      },
    },
    async (request, reply) => {
      const { chargerIds, mode, reason, acknowledgePartial = false } = request.body
      const until = readInstant(request.body.until, 'until')
      const input = { chargerIds, mode, until, reason: reason.trim(), acknowledgePartial }
      const outcome = await setOverride(flow, request.origin, input)
      switch (outcome.kind) {
        case 'set':
          return reply.code(201).send(findOverride(flow.store, outcome.id)!)
        case 'unknown_chargers':
          throw unknownChargers(outcome.ids)
        case 'not_enforced':
          throw notEnforced(outcome.ids)
        case 'ends_in_the_past':
          throw badEnd('must be in the future')
        case 'too_long':
          throw badEnd(`must be within ${overrideLimitDays} days; for longer change the policy`)
        case 'unsupported':
        case 'acknowledgement_needed':
          throw notCapable(outcome)
      }
    },
  )

  app.get(
    '/api/overrides/:id',
    {
      config: { permission: 'chargers.read' },
      schema: {
        operationId: 'getOverride',
        summary: 'One override',
        tags,
        params: IdParams,
        response: { 200: OverrideSchema },
      },
    },
    async (request) => {
      const override = findOverride(flow.store, request.params.id)
      if (!override) throw unknownOverride()
      return override
    },
  )

  app.delete(
    '/api/overrides/:id',
    {
      config: write,
      schema: {
        operationId: 'clearOverride',
        summary: 'End an override before its time',
        tags,
        params: IdParams,
        response: { 200: OverrideSchema },
      },
    },
    async (request) => {
      const { id } = request.params
      const outcome = await clearOverride(flow, request.origin, id)
      switch (outcome.kind) {
        case 'cleared':
          return findOverride(flow.store, id)!
        case 'not_found':
          throw unknownOverride()
        case 'over':
          throw problem(409, 'override-over', 'The override has ended already.')
      }
    },
  )
}

function badEnd(message: string) {
  return problem(400, 'invalid-request', `The end of an override ${message}.`, {
    errors: [{ field: 'until', message }],
  })
}

function unknownOverride() {
  return problem(404, 'unknown-override', 'There is no such override.')
}
