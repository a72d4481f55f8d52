import { Type, type Static } from 'typebox'
import { addGroup } from '../../flows/add-group.ts'
import { changeGroup } from '../../flows/change-group.ts'
import { removeGroup } from '../../flows/remove-group.ts'
import { findGroup, groupMembers, listGroups, type GroupRow } from '../../store/groups.ts'
import { findPolicy, groupScope } from '../../store/policies.ts'
import type { Reader } from '../../store/store.ts'
import { ChargerId } from '../charger-id.ts'
import type { Routes } from '../context.ts'
import { IdParams, strictObject } from '../field-types.ts'
import { listQuery, pageById, pageSchema, toAnswer } from '../list.ts'
import { problem } from '../problem.ts'
import { notCapable, unknownChargers, unknownGroup } from './charger-problems.ts'
import { acknowledgePartial } from './policy-input.ts'

const Group = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  chargerIds: Type.Array(Type.String()),
  hasPolicy: Type.Boolean({ description: 'Whether it has a policy of its own; else the depot’s holds.' }),
})

const Name = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' })
const Members = Type.Array(ChargerId, {
  maxItems: 5000,
  description: 'All of its chargers. One that is in another group leaves that.',
})
const NewGroup = strictObject({ name: Name, chargerIds: Type.Optional(Members), acknowledgePartial })
const GroupChange = strictObject({
  name: Type.Optional(Name),
  chargerIds: Type.Optional(Members),
  acknowledgePartial,
})

/** `/api/groups`: chargers that follow one policy. */
export const groupRoutes: Routes = (app, { flow }) => {
  const { store } = flow
  const tags = ['access']
  const read = { permission: 'chargers.read' } as const
  const write = { permission: 'policy.write' } as const

  app.get(
    '/api/groups',
    {
      config: read,
      schema: {
        operationId: 'listGroups',
        summary: 'Groups of chargers, oldest first',
        tags,
        querystring: strictObject({ limit: listQuery.limit, cursor: listQuery.cursor }),
        response: { 200: pageSchema(Group) },
      },
    },
    async (request) => toAnswer(listGroups(store, pageById(request.query)), (group) => view(store, group)),
  )

  app.post(
    '/api/groups',
    {
      config: write,
      schema: {
        operationId: 'addGroup',
        summary: 'Make a group of chargers',
        tags,
        body: NewGroup,
        response: { 201: Group },
      },
    },
    async (request, reply) => {
      const { name, chargerIds = [] } = request.body
      const acknowledged = request.body.acknowledgePartial ?? false
      const group = { name: name.trim(), chargerIds, acknowledgePartial: acknowledged }
      const outcome = await addGroup(flow, request.origin, group)
      switch (outcome.kind) {
        case 'added':
          return reply.code(201).send(view(store, findGroup(store, outcome.id)!))
        case 'name_taken':
          throw nameTaken()
        case 'unknown_chargers':
          throw unknownChargers(outcome.ids)
        case 'unsupported':
        case 'acknowledgement_needed':
          throw notCapable(outcome)
      }
    },
  )

  app.get(
    '/api/groups/:id',
    {
      config: read,
      schema: {
        operationId: 'getGroup',
        summary: 'One group',
        tags,
        params: IdParams,
        response: { 200: Group },
      },
    },
    async (request) => {
      const group = findGroup(store, request.params.id)
      if (!group) throw unknownGroup()
      return view(store, group)
    },
  )

  app.patch(
    '/api/groups/:id',
    {
      config: write,
      schema: {
        operationId: 'changeGroup',
        summary: 'Rename a group, or say which chargers are in it',
        tags,
        params: IdParams,
        body: GroupChange,
        response: { 200: Group },
      },
    },
    async (request) => {
      const { id } = request.params
      const { name, chargerIds } = request.body
      const acknowledged = request.body.acknowledgePartial ?? false
      const change = { id, name: name?.trim(), chargerIds, acknowledgePartial: acknowledged }
      const outcome = await changeGroup(flow, request.origin, change)
      switch (outcome.kind) {
        case 'changed':
          return view(store, findGroup(store, id)!)
        case 'not_found':
          throw unknownGroup()
        case 'name_taken':
          throw nameTaken()
        case 'unknown_chargers':
          throw unknownChargers(outcome.ids)
        case 'unsupported':
        case 'acknowledgement_needed':
          throw notCapable(outcome)
      }
    },
  )

  app.delete(
    '/api/groups/:id',
    {
      config: write,
      schema: {
        operationId: 'removeGroup',
        summary: 'Remove a group with its policy; its chargers follow the depot’s',
        tags,
        params: IdParams,
        querystring: strictObject({ acknowledgePartial }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const outcome = await removeGroup(flow, request.origin, {
        id: request.params.id,
        acknowledgePartial: request.query.acknowledgePartial ?? false,
      })
      switch (outcome.kind) {
        case 'removed':
          return reply.code(204).send(null)
        case 'not_found':
          throw unknownGroup()
        case 'unsupported':
        case 'acknowledgement_needed':
          throw notCapable(outcome)
      }
    },
  )
}

function view(reader: Reader, { id, name }: GroupRow): Static<typeof Group> {
  const hasPolicy = findPolicy(reader, groupScope(id)) !== undefined
  return { id, name, chargerIds: groupMembers(reader, id), hasPolicy }
}

function nameTaken() {
  return problem(409, 'name-taken', 'A group of this name exists. Choose another name.', {
    errors: [{ field: 'name', message: 'must be a name that no group has' }],
  })
}
