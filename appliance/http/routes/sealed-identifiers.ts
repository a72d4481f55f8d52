import { Type } from 'typebox'
import { accessClasses } from '../../domain/identifier.ts'
import { importColumns } from '../../domain/identifier-import.ts'
import { enrolFromDecision } from '../../flows/enrol-from-decision.ts'
import { findIdentifierId } from '../../flows/find-identifier.ts'
import { importIdentifiers } from '../../flows/import-identifiers.ts'
import { revealIdentifier } from '../../flows/reveal-identifier.ts'
import type { App, Routes } from '../context.ts'
import { IdParams, nullable, strictObject } from '../field-types.ts'
import { problem } from '../problem.ts'
import { unknownDecision } from './decisions.ts'
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

/** 50,000 lines with every column filled. */
const importLimitBytes = 16 * 1024 * 1024

const ImportReport = Type.Object({
  applied: Type.Boolean({
    description: 'False for a preview and when a line is wrong: nothing was changed.',
  }),
  rows: Type.Integer(),
  created: Type.Integer(),
  updated: Type.Integer(),
  errors: Type.Array(
    Type.Object({
      line: Type.Integer(),
      field: nullable(Type.Enum([...importColumns])),
      message: Type.String(),
    }),
  ),
})

/** The ways on which raw identifiers come in many at a time, are compared, or are opened. */
export const sealedIdentifierRoutes: Routes = (app, context) => {
  const { flow } = context
  const tags = ['identifiers']

  app.register(async (scope: App) => {
    scope.addContentTypeParser(
      'text/csv',
      { parseAs: 'string', bodyLimit: importLimitBytes },
      (_request, body, done) => {
        done(null, body)
      },
    )
    scope.post(
      '/api/identifiers/import',
      {
        config: { permission: 'identifiers.write' },
        bodyLimit: importLimitBytes,
        schema: {
          operationId: 'importIdentifiers',
          summary: 'Take in a CSV file of identifiers, all of it or nothing',
          description: `The body is the file (text/csv), or { csv }. Columns: ${importColumns.join(', ')}.`,
          tags,
          consumes: ['text/csv', 'application/json'],
          querystring: strictObject({
            dryRun: Type.Optional(Type.Boolean({ description: 'Only say what would happen.' })),
          }),
          body: Type.Union([Type.String(), strictObject({ csv: Type.String() })]),
          response: { 200: ImportReport },
        },
      },
      async (request) => {
        const csv = typeof request.body === 'string' ? request.body : request.body.csv
        const dryRun = request.query.dryRun ?? false
        const outcome = await importIdentifiers(flow, request.origin, { csv, dryRun })
        switch (outcome.kind) {
          case 'preview':
          case 'applied': {
            const { rows, created, updated } = outcome
            return { applied: outcome.kind === 'applied', rows, created, updated, errors: [] }
          }
          case 'invalid': {
            const { rows, errors } = outcome
            const report = { applied: false, rows, created: 0, updated: 0, errors: [...errors] }
            if (dryRun) return report
            throw problem(
              422,
              'import-invalid',
              'Some lines are wrong; nothing was imported. Correct them and send it again.',
              {
                members: report,
              },
            )
          }
        }
      },
    )
  })

  app.post(
    '/api/identifiers/find',
    {
      config: { permission: 'identifiers.read' },
      schema: {
        operationId: 'findIdentifier',
        summary: 'The identifier of the list that somebody holds in their hand',
        description: 'A POST, because what is in a URL ends up in histories and logs.',
        tags,
        body: strictObject({ identifier: RawIdentifier }),
        response: { 200: IdentifierSchema },
      },
    },
    async (request) => {
      const id = findIdentifierId(flow, request.body.identifier)
      if (id === null) throw unknownIdentifier()
      return showOne(context, id)
    },
  )

  app.post(
    '/api/identifiers/:id/reveal',
    {
      config: { permission: 'identifiers.reveal' },
      schema: {
        operationId: 'revealIdentifier',
        summary: 'Show a raw identifier; who, when and why is recorded',
        tags,
        params: IdParams,
        body: strictObject({ reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }) }),
        response: { 200: Type.Object({ id: Type.Integer(), identifier: Type.String() }) },
      },
    },
    async (request) => {
      const { id } = request.params
      const outcome = await revealIdentifier(flow, request.origin, { id, reason: request.body.reason.trim() })
      if (outcome.kind === 'not_found') throw unknownIdentifier()
      return { id, identifier: outcome.identifier }
    },
  )

  app.post(
    '/api/decisions/:id/enrol',
    {
      config: { permission: 'decisions.enrol' },
      schema: {
        operationId: 'enrolFromDecision',
        summary: 'Make a refused unknown attempt an identifier of the list, unseen',
        tags,
        params: IdParams,
        body: strictObject({
          accessClass: Type.Enum(accessClasses.filter((one) => one !== 'unknown')),
          vehicle: detailFields.vehicle,
          driver: detailFields.driver,
          fleet: detailFields.fleet,
          agreement: detailFields.agreement,
          validFrom: detailFields.validFrom,
          validTo: detailFields.validTo,
          concurrencyLimit: detailFields.concurrencyLimit,
        }),
        response: { 201: NotedIdentifier },
      },
    },
    async (request, reply) => {
      const { accessClass, ...given } = request.body
      const { type: _, status: __, ...usual } = usualDetails
      const details = { ...usual, ...readDetails(context, given), accessClass, decisionId: request.params.id }
      const outcome = await enrolFromDecision(flow, request.origin, details)
      switch (outcome.kind) {
        case 'enrolled':
          return reply.code(201).send({ ...showOne(context, outcome.id), notes: [...outcome.notes] })
        case 'not_found':
          throw unknownDecision()
        case 'exists':
          throw identifierExists(outcome.id)
        case 'not_unknown':
          throw problem(409, 'not-unknown', 'This decision was not about an unknown identifier.')
        case 'forgotten':
          throw problem(
            409,
            'attempt-forgotten',
            'The attempt is too long ago. Have the card presented once more.',
          )
        case 'no_such_agreement':
        case 'validity_reversed':
          throw badDetails(outcome)
      }
    },
  )
}
