import { Type } from 'typebox'
import { accessClasses, identifierStatuses, identifierTypes } from '../../domain/identifier.ts'
import { addIdentifier } from '../../flows/add-identifier.ts'
import { changeIdentifier } from '../../flows/change-identifier.ts'
import { removeIdentifier } from '../../flows/remove-identifier.ts'
import { listIdentifiers, type ListedIdentifier } from '../../store/identifier-list.ts'
import { eachPage, type PageRequest } from '../../store/page.ts'
import type { Routes } from '../context.ts'
import { sendCsv, wantsCsv, type CsvColumns } from '../csv.ts'
import { Id, IdParams, strictObject } from '../field-types.ts'
import { listQuery, pageById, pageSchema, toAnswer } from '../list.ts'
import { problem } from '../problem.ts'
import {
  badDetails,
  detailFields,
  IdentifierSchema,
  identifierExists,
  NotedIdentifier,
  RawIdentifier,
  readDetails,
  showOne,
  unknownIdentifier,
  usualDetails,
} from './identifier-view.ts'

const Text = Type.String({ minLength: 1, maxLength: 100 })

const filters = {
  type: Type.Optional(Type.Enum([...identifierTypes])),
  accessClass: Type.Optional(Type.Enum([...accessClasses])),
  status: Type.Optional(Type.Enum([...identifierStatuses])),
  vehicle: Type.Optional(Text),
  fleet: Type.Optional(Text),
  agreementId: Type.Optional(Id),
  text: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'Part of mask, vehicle or driver.' }),
  ),
}

const NewIdentifier = strictObject({
  ...detailFields,
  identifier: RawIdentifier,
  accessClass: Type.Enum([...accessClasses]),
})

const columns: CsvColumns<ListedIdentifier> = {
  id: (identifier) => identifier.id,
  type: (identifier) => identifier.type,
  accessClass: (identifier) => identifier.accessClass,
  status: (identifier) => identifier.status,
  maskedIdentifier: (identifier) => identifier.maskedIdentifier,
  vehicle: (identifier) => identifier.vehicle,
  driver: (identifier) => identifier.driver,
  fleet: (identifier) => identifier.fleet,
  agreement: (identifier) => identifier.agreement,
  validFrom: (identifier) => identifier.validFrom,
  validTo: (identifier) => identifier.validTo,
  concurrencyLimit: (identifier) => identifier.concurrencyLimit,
}

/** `/api/identifiers`: who may charge. Raw values come in here and never go out. */
export const identifierRoutes: Routes = (app, context) => {
  const { flow } = context
  const tags = ['identifiers']
  const read = { permission: 'identifiers.read' } as const
  const write = { permission: 'identifiers.write' } as const

  app.get(
    '/api/identifiers',
    {
      config: read,
      schema: {
        operationId: 'listIdentifiers',
        summary: 'The identifier list, masked, newest first',
        tags,
        querystring: strictObject({ ...listQuery, ...filters }),
        response: { 200: pageSchema(IdentifierSchema) },
      },
    },
    async (request, reply) => {
      const { limit: _, cursor: __, format: ___, ...filter } = request.query
      const readPage = (page: PageRequest) => listIdentifiers(flow.store, filter, page)
      if (wantsCsv(request)) return sendCsv(reply, 'identifiers', columns, eachPage(readPage))
      return toAnswer(readPage(pageById(request.query)), (identifier) => identifier)
    },
  )

  app.post(
    '/api/identifiers',
    {
      config: write,
      schema: {
        operationId: 'addIdentifier',
        summary: 'Add an identifier; it may charge at once',
        tags,
        body: NewIdentifier,
        response: { 201: NotedIdentifier },
      },
    },
    async (request, reply) => {
      const { identifier: rawIdentifier, accessClass, ...given } = request.body
      const details = { ...usualDetails, ...readDetails(context, given), accessClass }
      const outcome = await addIdentifier(flow, request.origin, { rawIdentifier, ...details })
      switch (outcome.kind) {
        case 'added':
          return reply.code(201).send({ ...showOne(context, outcome.id), notes: [...outcome.notes] })
        case 'exists':
          throw identifierExists(outcome.id)
        case 'blank':
          throw badIdentifier('must hold something visible')
        case 'too_long':
          throw badIdentifier(
            `must have at most ${outcome.limit} characters, for the depot’s chargers cannot send more`,
          )
        case 'no_such_agreement':
        case 'validity_reversed':
          throw badDetails(outcome)
      }
    },
  )

  app.get(
    '/api/identifiers/:id',
    {
      config: read,
      schema: {
        operationId: 'getIdentifier',
        summary: 'One identifier, masked',
        tags,
        params: IdParams,
        response: { 200: IdentifierSchema },
      },
    },
    async (request) => showOne(context, request.params.id),
  )

  app.patch(
    '/api/identifiers/:id',
    {
      config: write,
      schema: {
        operationId: 'changeIdentifier',
        summary: 'Block an identifier, bind it to a vehicle, change its validity …',
        description: 'Fields that are left out stay as they are.',
        tags,
        params: IdParams,
        body: strictObject(detailFields),
        response: { 200: NotedIdentifier },
      },
    },
    async (request) => {
      const { id } = request.params
      const change = readDetails(context, request.body)
      const outcome = await changeIdentifier(flow, request.origin, { id, change })
      switch (outcome.kind) {
        case 'changed':
          return { ...showOne(context, id), notes: [...outcome.notes] }
        case 'not_found':
          throw unknownIdentifier()
        case 'no_such_agreement':
        case 'validity_reversed':
          throw badDetails(outcome)
      }
    },
  )

  app.delete(
    '/api/identifiers/:id',
    {
      config: write,
      schema: {
        operationId: 'removeIdentifier',
        summary: 'Take an identifier off the list',
        tags,
        params: IdParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const outcome = await removeIdentifier(flow, request.origin, request.params.id)
      if (outcome.kind === 'not_found') throw unknownIdentifier()
      return reply.code(204).send(null)
    },
  )
}

function badIdentifier(message: string) {
  return problem(400, 'invalid-request', `The identifier ${message}.`, {
    errors: [{ field: 'identifier', message }],
  })
}
