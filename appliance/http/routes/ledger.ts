import { Type } from 'typebox'
import { pageLedger } from '../../store/ledger-list.ts'
import type { LedgerTable } from '../../store/schema/ledger.ts'
import { eachPage, type PageRequest } from '../../store/page.ts'
import type { Routes } from '../context.ts'
import { sendCsv, wantsCsv, type CsvColumns } from '../csv.ts'
import { Instant, nullable, strictObject } from '../field-types.ts'
import { listQuery, pageById, pageSchema, readTimes, timeQuery, toAnswer } from '../list.ts'

const Entry = Type.Object({
  seq: Type.Integer(),
  at: Instant,
  actor: Type.String(),
  action: Type.String(),
  subject: Type.String(),
  requestId: nullable(Type.String()),
  hash: Type.String({ description: 'SHA-256 over the previous hash and this entry, in hex.' }),
  body: Type.Object({}, { additionalProperties: true }),
})

const Word = Type.Optional(Type.String({ minLength: 1, maxLength: 100 }))

const columns: CsvColumns<LedgerTable> = {
  seq: (entry) => entry.seq,
  at: (entry) => entry.at,
  actor: (entry) => entry.actor,
  action: (entry) => entry.action,
  subject: (entry) => entry.subject,
  requestId: (entry) => entry.requestId,
  hash: (entry) => Buffer.from(entry.hash).toString('hex'),
  body: (entry) => entry.body,
}

/** `/api/ledger`: every fact that matters, in order. */
export const ledgerRoutes: Routes = (app, { flow }) => {
  app.get(
    '/api/ledger',
    {
      config: { permission: 'ledger.read' },
      schema: {
        operationId: 'listLedger',
        summary: 'The ledger, newest first',
        tags: ['ledger'],
        querystring: strictObject({
          ...listQuery,
          ...timeQuery,
          actor: Word,
          action: Word,
          subject: Word,
          requestId: Word,
        }),
        response: { 200: pageSchema(Entry) },
      },
    },
    async (request, reply) => {
      const { actor, action, subject, requestId } = request.query
      const filter = {
        ...(actor && { actor }),
        ...(action && { action }),
        ...(subject && { subject }),
        ...(requestId && { requestId }),
        ...readTimes(request.query),
      }
      const read = (page: PageRequest) => pageLedger(flow.store, filter, page)
      if (wantsCsv(request)) return sendCsv(reply, 'ledger', columns, eachPage(read))
      return toAnswer(read(pageById(request.query)), view)
    },
  )
}

function view({ body, hash, ...entry }: LedgerTable) {
  return { ...entry, hash: Buffer.from(hash).toString('hex'), body: JSON.parse(body) as object }
}
