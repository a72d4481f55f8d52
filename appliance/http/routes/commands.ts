import { Type } from 'typebox'
import { commandPermission } from '../../domain/command-permission.ts'
import { roleHas } from '../../domain/permission.ts'
import { sendCommand } from '../../flows/send-command.ts'
import { listCommands, type CommandRow } from '../../store/command-list.ts'
import { startRemotely } from '../../flows/start-remotely.ts'
import { ChargerId, ChargerParams } from '../charger-id.ts'
import type { Routes } from '../context.ts'
import { Id, Instant, nullable, strictObject } from '../field-types.ts'
import { listQuery, pageById, pageSchema, toAnswer } from '../list.ts'
import { problem } from '../problem.ts'
import { AnyObject, commandAnswer, CommandAnswer } from './command-answer.ts'
import { RawIdentifier, unknownIdentifier } from './identifier-view.ts'

const Command = Type.Object({
  id: Type.Integer(),
  chargerId: Type.String(),
  action: Type.String(),
  payload: Type.Object({}, { additionalProperties: true, description: 'Redacted.' }),
  actor: Type.String(),
  requestId: nullable(Type.String()),
  at: Instant,
  outcome: nullable(Type.String({ description: 'Null while the charger has not answered.' })),
  response: nullable(AnyObject),
  completedAt: nullable(Instant),
})

const Outlet = Type.Integer({ minimum: 1, maximum: 1000 })

const RemoteStart = strictObject({
  evseId: Outlet,
  connectorId: Outlet,
  identifierId: Type.Optional(Id),
  identifier: Type.Optional(RawIdentifier),
})

/** Messages to chargers, and those that were sent. */
export const commandRoutes: Routes = (app, { flow, link }) => {
  const tags = ['chargers']

  app.get(
    '/api/commands',
    {
      config: { permission: 'chargers.read' },
      schema: {
        operationId: 'listCommands',
        summary: 'What people and tokens had sent to chargers, newest first',
        tags,
        querystring: strictObject({
          limit: listQuery.limit,
          cursor: listQuery.cursor,
          chargerId: Type.Optional(ChargerId),
        }),
        response: { 200: pageSchema(Command) },
      },
    },
    async (request) => {
      const page = listCommands(flow.store, request.query.chargerId, pageById(request.query))
      return toAnswer(page, view)
    },
  )

  app.post(
    '/api/chargers/:id/ocpp/:action',
    {
      config: { permission: 'chargers.control' },
      schema: {
        operationId: 'sendCommand',
        summary: 'Send an OCPP action to a charger and wait for its answer',
        description:
          'The body is the payload, checked against the schema of the charger’s protocol version. Changing settings, certificates or firmware needs chargers.configure.',
        tags,
        params: strictObject({ id: ChargerId, action: Type.String({ pattern: '^[A-Za-z0-9]{1,50}$' }) }),
        body: Type.Optional(AnyObject),
        response: { 200: CommandAnswer },
      },
    },
    async (request) => {
      const { id: chargerId, action } = request.params
      const needed = commandPermission(action)
      if (!roleHas(request.caller!.role, needed)) {
        throw problem(403, 'not-permitted', `This action needs the permission ${needed}.`, {
          members: { permission: needed },
        })
      }
      const command = { chargerId, action, payload: request.body ?? {} }
      return commandAnswer(await sendCommand(flow, link, request.origin, command))
    },
  )

  app.post(
    '/api/chargers/:id/remote-start',
    {
      config: { permission: 'chargers.control' },
      schema: {
        operationId: 'startRemotely',
        summary: 'Start a session for an identifier of the list, or one that is typed',
        description: 'Send one of identifierId and identifier. It is decided like any other attempt.',
        tags,
        params: ChargerParams,
        body: RemoteStart,
        response: { 200: CommandAnswer },
      },
    },
    async (request) => {
      const { evseId, connectorId, identifierId, identifier: rawIdentifier } = request.body
      const who = rawIdentifier === undefined ? identifierId && { identifierId } : { rawIdentifier }
      if (!who || (rawIdentifier !== undefined && identifierId !== undefined)) {
        throw problem(400, 'invalid-request', 'It is not clear for whom the session is.', {
          errors: [{ field: 'identifier', message: 'send one of identifier and identifierId' }],
        })
      }
      const input = { chargerId: request.params.id, evseId, connectorId, who }
      const outcome = await startRemotely(flow, link, request.origin, input)
      if (outcome.kind === 'unknown_identifier') throw unknownIdentifier()
      return commandAnswer(outcome)
    },
  )
}

function view({ payload, response, ...command }: CommandRow) {
  return {
    ...command,
    payload: JSON.parse(payload) as object,
    response: response === null ? null : (JSON.parse(response) as object),
  }
}
