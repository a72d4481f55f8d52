import { Type } from 'typebox'
import { listFaults, type FaultRow } from '../../store/fault-list.ts'
import { eachPage, type PageRequest } from '../../store/page.ts'
import { ChargerId } from '../charger-id.ts'
import type { Routes } from '../context.ts'
import { sendCsv, wantsCsv, type CsvColumns } from '../csv.ts'
import { Instant, nullable, strictObject } from '../field-types.ts'
import { listQuery, pageById, pageSchema, toAnswer } from '../list.ts'

const Fault = Type.Object({
  id: Type.Integer(),
  chargerId: Type.String(),
  evseId: Type.Integer({ description: '0: the charger as a whole.' }),
  connectorId: Type.Integer(),
  code: Type.String({ description: 'In the charger’s own words.' }),
  vendorId: nullable(Type.String()),
  vendorCode: nullable(Type.String()),
  info: nullable(Type.String()),
  startedAt: Instant,
  clearedAt: nullable(Instant),
})

const columns: CsvColumns<FaultRow> = {
  id: (fault) => fault.id,
  chargerId: (fault) => fault.chargerId,
  evseId: (fault) => fault.evseId,
  connectorId: (fault) => fault.connectorId,
  code: (fault) => fault.code,
  vendorId: (fault) => fault.vendorId,
  vendorCode: (fault) => fault.vendorCode,
  info: (fault) => fault.info,
  startedAt: (fault) => fault.startedAt,
  clearedAt: (fault) => fault.clearedAt,
}

/** `/api/faults`: what chargers report as broken. */
export const faultRoutes: Routes = (app, { flow }) => {
  app.get(
    '/api/faults',
    {
      config: { permission: 'chargers.read' },
      schema: {
        operationId: 'listFaults',
        summary: 'Faults that chargers reported, newest first',
        tags: ['chargers'],
        querystring: strictObject({
          ...listQuery,
          chargerId: Type.Optional(ChargerId),
          open: Type.Optional(Type.Boolean({ description: 'Only those that last.' })),
        }),
        response: { 200: pageSchema(Fault) },
      },
    },
    async (request, reply) => {
      const { chargerId, open } = request.query
      const filter = { ...(chargerId && { chargerId }), ...(open && { open }) }
      const read = (page: PageRequest) => listFaults(flow.store, filter, page)
      if (wantsCsv(request)) return sendCsv(reply, 'faults', columns, eachPage(read))
      return toAnswer(read(pageById(request.query)), (fault) => fault)
    },
  )
}
