import { Type, type Static } from 'typebox'
import { endOfValidity, startOfValidity } from '../../domain/validity-date.ts'
import { addAgreement } from '../../flows/add-agreement.ts'
import type { AgreementDetails } from '../../flows/agreement-change.ts'
import { changeAgreement } from '../../flows/change-agreement.ts'
import { removeAgreement } from '../../flows/remove-agreement.ts'
import { findAgreement, listAgreements } from '../../store/agreements.ts'
import type { Routes } from '../context.ts'
import { IdParams, Instant, nullable, strictObject } from '../field-types.ts'
import { listQuery, pageById, pageSchema, toAnswer } from '../list.ts'
import { problem } from '../problem.ts'
import { detailFields, readValidity, reversedValidity } from './identifier-view.ts'

const longestAgeS = 10 * 366 * 86_400

const Status = Type.Enum(['active', 'suspended', 'ended'])
const MaxAge = nullable(
  Type.Integer({
    minimum: 60,
    maximum: longestAgeS,
    description: 'How long a confirmation counts; null: for ever.',
  }),
)

const Agreement = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  status: Status,
  validFrom: nullable(Instant),
  validTo: nullable(Instant),
  refreshedAt: Type.String({ format: 'date-time', description: 'When it was last confirmed or changed.' }),
  maxAgeS: MaxAge,
  updatedAt: Instant,
})

const Name = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' })
const fields = {
  status: Type.Optional(Status),
  validFrom: detailFields.validFrom,
  validTo: detailFields.validTo,
  maxAgeS: Type.Optional(MaxAge),
}
const Change = strictObject({ name: Type.Optional(Name), ...fields })

/** `/api/agreements`: other fleets whose vehicles may charge here. */
export const agreementRoutes: Routes = (app, { flow }) => {
  const tags = ['identifiers']
  const read = { permission: 'identifiers.read' } as const
  const write = { permission: 'identifiers.write' } as const

  app.get(
    '/api/agreements',
    {
      config: read,
      schema: {
        operationId: 'listAgreements',
        summary: 'Agreements, newest first',
        tags,
        querystring: strictObject({ limit: listQuery.limit, cursor: listQuery.cursor }),
        response: { 200: pageSchema(Agreement) },
      },
    },
    async (request) =>
      toAnswer(listAgreements(flow.store, pageById(request.query)), (agreement) => agreement),
  )

  app.post(
    '/api/agreements',
    {
      config: write,
      schema: {
        operationId: 'addAgreement',
        summary: 'Add an agreement',
        tags,
        body: strictObject({ name: Name, ...fields }),
        response: { 201: Agreement },
      },
    },
    async (request, reply) => {
      const details = { ...usual, ...readAgreement(flow.zone, request.body), name: request.body.name }
      const outcome = await addAgreement(flow, request.origin, details)
      switch (outcome.kind) {
        case 'added':
          return reply.code(201).send(findAgreement(flow.store, outcome.id)!)
        case 'name_taken':
          throw nameTaken()
        case 'validity_reversed':
          throw reversedValidity()
      }
    },
  )

  app.patch(
    '/api/agreements/:id',
    {
      config: write,
      schema: {
        operationId: 'changeAgreement',
        summary: 'Change an agreement, which also confirms it',
        tags,
        params: IdParams,
        body: Change,
        response: { 200: Agreement },
      },
    },
    async (request) => {
      const { id } = request.params
      const change = readAgreement(flow.zone, request.body)
      const outcome = await changeAgreement(flow, request.origin, { id, change })
      switch (outcome.kind) {
        case 'changed':
          return findAgreement(flow.store, id)!
        case 'not_found':
          throw unknownAgreement()
        case 'name_taken':
          throw nameTaken()
        case 'validity_reversed':
          throw reversedValidity()
      }
    },
  )

  app.delete(
    '/api/agreements/:id',
    {
      config: write,
      schema: {
        operationId: 'removeAgreement',
        summary: 'Remove an agreement that covers no identifiers',
        tags,
        params: IdParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const outcome = await removeAgreement(flow, request.origin, request.params.id)
      switch (outcome.kind) {
        case 'removed':
          return reply.code(204).send(null)
        case 'not_found':
          throw unknownAgreement()
        case 'in_use':
          throw problem(
            409,
            'agreement-in-use',
            'Identifiers are covered by it. Set its status to ended instead.',
            {
              members: { identifiers: outcome.identifiers },
            },
          )
      }
    },
  )
}

const usual = { status: 'active', validFrom: null, validTo: null, maxAgeS: null } as const

function readAgreement(
  zone: string,
  { validFrom, validTo, ...given }: Static<typeof Change>,
): Partial<AgreementDetails> {
  return {
    ...given,
    ...(validFrom !== undefined && {
      validFrom: readValidity('validFrom', validFrom, zone, startOfValidity),
    }),
    ...(validTo !== undefined && { validTo: readValidity('validTo', validTo, zone, endOfValidity) }),
  }
}

function nameTaken() {
  return problem(409, 'name-taken', 'An agreement of this name exists. Choose another name.', {
    errors: [{ field: 'name', message: 'must be a name that no agreement has' }],
  })
}

function unknownAgreement() {
  return problem(404, 'unknown-agreement', 'There is no such agreement.')
}
