import { Type } from 'typebox'
import { createToken } from '../../flows/create-token.ts'
import { revokeToken } from '../../flows/revoke-token.ts'
import { listApiTokens } from '../../store/api-tokens.ts'
import type { ApiTokenRow } from '../../store/api-tokens.ts'
import { eachPage } from '../../store/page.ts'
import type { PageRequest } from '../../store/page.ts'
import type { App, HttpContext, Routes } from '../context.ts'
import { sendCsv, wantsCsv } from '../csv.ts'
import type { CsvColumns } from '../csv.ts'
import { IdParams, Instant, InstantInput, nullable, strictObject } from '../field-types.ts'
import { listQuery, pageById, pageSchema, readInstant, toAnswer } from '../list.ts'
import { NameInput, RoleInput } from '../person-input.ts'
import { problem } from '../problem.ts'

const tokenFields = {
  id: Type.Integer(),
  name: Type.String(),
  role: RoleInput,
  createdBy: Type.String(),
  createdAt: Instant,
  expiresAt: nullable(Instant),
  lastUsedAt: nullable(Instant),
  revokedAt: nullable(Instant),
}

const NewToken = strictObject({
  name: NameInput,
  role: RoleInput,
  expiresAt: Type.Optional(nullable(InstantInput)),
})

const CreatedToken = Type.Object({
  ...tokenFields,
  token: Type.String({ description: 'The secret itself: told once, only a hash of it is kept.' }),
})

const columns: CsvColumns<ApiTokenRow> = {
  id: (token) => token.id,
  name: (token) => token.name,
  role: (token) => token.role,
  createdBy: (token) => token.createdBy,
  createdAt: (token) => token.createdAt,
  expiresAt: (token) => token.expiresAt,
  lastUsedAt: (token) => token.lastUsedAt,
  revokedAt: (token) => token.revokedAt,
}

/** `/api/tokens`: credentials for scripts. */
export const tokenRoutes: Routes = (app, context) => {
  addTokenList(app, context)
  addTokenCreation(app, context)
  addTokenRevocation(app, context)
}

function addTokenList(app: App, { flow }: HttpContext): void {
  app.get(
    '/api/tokens',
    {
      config: { permission: 'tokens.manage' },
      schema: {
        operationId: 'listTokens',
        summary: 'API tokens, without their secrets',
        tags: ['people'],
        querystring: strictObject(listQuery),
        response: { 200: pageSchema(Type.Object(tokenFields)) },
      },
    },
    async (request, reply) => {
      const read = (page: PageRequest) => listApiTokens(flow.store, page)
      if (wantsCsv(request)) return sendCsv(reply, 'tokens', columns, eachPage(read))
      return toAnswer(read(pageById(request.query)), (token) => token)
    },
  )
}

function addTokenCreation(app: App, { flow }: HttpContext): void {
  app.post(
    '/api/tokens',
    {
      config: { permission: 'tokens.manage' },
      schema: {
        operationId: 'createToken',
        summary: 'Create an API token',
        tags: ['people'],
        body: NewToken,
        response: { 201: CreatedToken },
      },
    },
    async (request, reply) => {
      const { name, role, expiresAt } = request.body
      const outcome = await createToken(flow, request.origin, {
        name,
        role,
        expiresAt: expiresAt ? readInstant(expiresAt, 'expiresAt') : null,
      })
      switch (outcome.kind) {
        case 'created':
          return reply.code(201).send({ ...outcome.token, token: outcome.secret })
        case 'expired_already':
          throw problem(400, 'invalid-request', 'The token would have expired already.', {
            errors: [{ field: 'expiresAt', message: 'must be in the future' }],
          })
      }
    },
  )
}

function addTokenRevocation(app: App, { flow }: HttpContext): void {
  app.delete(
    '/api/tokens/:id',
    {
      config: { permission: 'tokens.manage' },
      schema: {
        operationId: 'revokeToken',
        summary: 'Revoke an API token',
        tags: ['people'],
        params: IdParams,
        response: { 204: Type.Null({ description: 'Revoked.' }) },
      },
    },
    async (request, reply) => {
      const outcome = await revokeToken(flow, request.origin, request.params)
      switch (outcome.kind) {
        case 'revoked':
          return reply.code(204).send(null)
        case 'unknown_token':
          throw problem(404, 'unknown-token', 'There is no such token.')
      }
    },
  )
}
