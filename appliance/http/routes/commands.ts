import { Type } from 'typebox'
import type { ChargerReply } from '../../domain/charger-link.ts'
import { commandPermission } from '../../domain/command-permission.ts'
import { roleHas } from '../../domain/permission.ts'
import { sendCommand } from '../../flows/send-command.ts'
import { listCommands, type CommandRow } from '../../store/command-list.ts'
import { ChargerId, unknownCharger } from '../charger-id.ts'
import type { Routes } from '../context.ts'
import { Instant, nullable, strictObject } from '../field-types.ts'
import { listQuery, pageById, pageSchema, toAnswer } from '../list.ts'
import { problem, type Problem } from '../problem.ts'

const AnyObject = Type.Object({}, { additionalProperties: true })

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

const Answer = Type.Object(
  { commandId: Type.Integer(), response: AnyObject },
  {
    additionalProperties: true,
    description: 'The charger’s answer, its fields here and the whole under `response`.',
  },
)

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
        response: { 200: Answer },
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
      const outcome = await sendCommand(flow, link, request.origin, command)
      switch (outcome.kind) {
        case 'answered': {
          const { commandId, reply } = outcome
          if (!reply.ok) throw unanswered(reply, commandId)
          return { ...reply.payload, commandId, response: reply.payload }
        }
        case 'denied': {
          const { reason, decisionId } = outcome
          throw problem(409, 'start-denied', 'The identifier may not charge here now; nothing was sent.', {
            members: { reason, decisionId },
          })
        }
        case 'unknown_charger':
          throw unknownCharger()
      }
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

/** Why there is no answer of the charger. */
function unanswered(reply: Extract<ChargerReply, { ok: false }>, commandId: number): Problem {
  const { status, slug } = unansweredKinds[reply.why]
  const code = reply.code === undefined ? {} : { code: reply.code }
  return problem(status, slug, reply.detail, { members: { commandId, ...code } })
}

const unansweredKinds: Readonly<
  Record<Extract<ChargerReply, { ok: false }>['why'], { readonly status: number; readonly slug: string }>
> = {
  offline: { status: 409, slug: 'charger-offline' },
  cancelled: { status: 409, slug: 'command-cancelled' },
  not_supported: { status: 409, slug: 'action-not-supported' },
  bad_request: { status: 422, slug: 'payload-invalid' },
  call_error: { status: 502, slug: 'call-error' },
  bad_response: { status: 502, slug: 'charger-answer-invalid' },
  busy: { status: 503, slug: 'charger-busy' },
  timed_out: { status: 504, slug: 'charger-timed-out' },
}
