import { Type } from 'typebox'
import { addTeamRule } from '../../flows/add-team-rule.ts'
import { changeTeamRule } from '../../flows/change-team-rule.ts'
import { removeTeamRule } from '../../flows/remove-team-rule.ts'
import { findTeamRule, listTeamRules, type TeamRuleRecord } from '../../store/team-rules.ts'
import { ChargerId } from '../charger-id.ts'
import type { Routes } from '../context.ts'
import { IdParams, Instant, nullable, strictObject } from '../field-types.ts'
import { listQuery, pageById, pageSchema, toAnswer } from '../list.ts'
import { problem } from '../problem.ts'

const Name = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' })
const Label = Type.String({ maxLength: 100 })
const Effect = Type.Enum(['allow', 'deny'], { description: 'Deny wins over allow.' })
const TimeOfDay = nullable(
  Type.String({
    pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
    description: 'Of the depot’s clocks; an end not after its start runs past midnight.',
  }),
)
const ChargerIds = nullable(Type.Array(ChargerId, { minItems: 1, maxItems: 5000, description: 'Null: all.' }))
const Weekdays = nullable(
  Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
    minItems: 1,
    maxItems: 7,
    description: 'Monday is 1; null: all.',
  }),
)

const TeamRule = Type.Object({
  id: Type.Integer(),
  fleet: Type.String(),
  effect: Effect,
  chargerIds: ChargerIds,
  weekdays: Weekdays,
  startLocal: TimeOfDay,
  endLocal: TimeOfDay,
  label: Type.String(),
  updatedAt: Instant,
})

const scope = {
  chargerIds: Type.Optional(ChargerIds),
  weekdays: Type.Optional(Weekdays),
  startLocal: Type.Optional(TimeOfDay),
  endLocal: Type.Optional(TimeOfDay),
  label: Type.Optional(Label),
}

const everywhere = { chargerIds: null, weekdays: null, startLocal: null, endLocal: null, label: '' }

/** `/api/team-rules`: where and when fleets may charge. */
export const teamRuleRoutes: Routes = (app, { flow }) => {
  const tags = ['identifiers']
  const read = { permission: 'identifiers.read' } as const
  const write = { permission: 'identifiers.write' } as const

  app.get(
    '/api/team-rules',
    {
      config: read,
      schema: {
        operationId: 'listTeamRules',
        summary: 'Team rules, newest first',
        tags,
        querystring: strictObject({
          limit: listQuery.limit,
          cursor: listQuery.cursor,
          fleet: Type.Optional(Name),
        }),
        response: { 200: pageSchema(TeamRule) },
      },
    },
    async (request) =>
      toAnswer(listTeamRules(flow.store, request.query.fleet, pageById(request.query)), view),
  )

  app.post(
    '/api/team-rules',
    {
      config: write,
      schema: {
        operationId: 'addTeamRule',
        summary: 'Say where and when a fleet may, or may not, charge',
        tags,
        body: strictObject({ fleet: Name, effect: Effect, ...scope }),
        response: { 201: TeamRule },
      },
    },
    async (request, reply) => {
      const outcome = await addTeamRule(flow, request.origin, { ...everywhere, ...request.body })
      if (outcome.kind === 'hours_incomplete') throw incompleteHours()
      return reply.code(201).send(view(findTeamRule(flow.store, outcome.id)!))
    },
  )

  app.patch(
    '/api/team-rules/:id',
    {
      config: write,
      schema: {
        operationId: 'changeTeamRule',
        summary: 'Change a team rule',
        tags,
        params: IdParams,
        body: strictObject({ fleet: Type.Optional(Name), effect: Type.Optional(Effect), ...scope }),
        response: { 200: TeamRule },
      },
    },
    async (request) => {
      const { id } = request.params
      const outcome = await changeTeamRule(flow, request.origin, { id, change: request.body })
      switch (outcome.kind) {
        case 'changed':
          return view(findTeamRule(flow.store, id)!)
        case 'not_found':
          throw unknownTeamRule()
        case 'hours_incomplete':
          throw incompleteHours()
      }
    },
  )

  app.delete(
    '/api/team-rules/:id',
    {
      config: write,
      schema: {
        operationId: 'removeTeamRule',
        summary: 'Remove a team rule',
        tags,
        params: IdParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const outcome = await removeTeamRule(flow, request.origin, request.params.id)
      if (outcome.kind === 'not_found') throw unknownTeamRule()
      return reply.code(204).send(null)
    },
  )
}

function view({ chargerIds, weekdays, ...rule }: TeamRuleRecord) {
  return { ...rule, chargerIds: chargerIds && [...chargerIds], weekdays: weekdays && [...weekdays] }
}

function incompleteHours() {
  return problem(400, 'invalid-request', 'Hours need both a start and an end.', {
    errors: [{ field: 'endLocal', message: 'must be there exactly when startLocal is' }],
  })
}

function unknownTeamRule() {
  return problem(404, 'unknown-team-rule', 'There is no such team rule.')
}
