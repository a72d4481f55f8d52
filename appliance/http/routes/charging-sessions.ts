import { Type } from 'typebox'
import type { SessionRecord } from '../../domain/session-record.ts'
import { eachPage, type PageRequest } from '../../store/page.ts'
import { findSessionSoFar, listMeterSamples, listSessions } from '../../store/session-list.ts'
import { ChargerId } from '../charger-id.ts'
import type { Routes } from '../context.ts'
import { sendCsv, wantsCsv, type CsvColumns } from '../csv.ts'
import { IdParams, Instant, nullable, strictObject } from '../field-types.ts'
import { listQuery, pageById, pageByText, pageSchema, readTimes, timeQuery, toAnswer } from '../list.ts'
import { problem } from '../problem.ts'

const EnergyWh = nullable(Type.Number())

const Session = Type.Object({
  id: Type.Integer(),
  chargerId: Type.String(),
  evseId: Type.Integer(),
  connectorId: Type.Integer(),
  protocol: Type.String(),
  transactionId: Type.String({ description: 'As the charger names it.' }),
  state: Type.Enum(['started', 'charging', 'ended']),
  startedAt: Instant,
  endedAt: nullable(Instant),
  receivedAt: Type.String({
    format: 'date-time',
    description: 'When its first message reached the gateway.',
  }),
  meterStartWh: EnergyWh,
  meterStopWh: EnergyWh,
  energyWh: nullable(Type.Number({ description: 'So far, while the session runs.' })),
  stopReason: nullable(Type.String()),
  maskedIdentifier: nullable(Type.String()),
  accessClass: nullable(Type.String()),
  vehicle: nullable(Type.String()),
  accessMode: Type.Enum(['freevend', 'managed_access']),
  decisionId: nullable(Type.Integer()),
  flags: Type.Array(Type.String()),
  updatedAt: Instant,
})

const MeterReading = Type.Object({
  at: Instant,
  energyWh: EnergyWh,
  powerW: nullable(Type.Number()),
  samples: Type.Array(Type.Object({}, { additionalProperties: true }), { description: 'In base units.' }),
})

const columns: CsvColumns<SessionRecord> = {
  id: (session) => session.id,
  chargerId: (session) => session.chargerId,
  evseId: (session) => session.evseId,
  connectorId: (session) => session.connectorId,
  transactionId: (session) => session.transactionId,
  state: (session) => session.state,
  startedAt: (session) => session.startedAt,
  endedAt: (session) => session.endedAt,
  meterStartWh: (session) => session.meterStartWh,
  meterStopWh: (session) => session.meterStopWh,
  energyWh: (session) => session.energyWh,
  stopReason: (session) => session.stopReason,
  maskedIdentifier: (session) => session.maskedIdentifier,
  accessClass: (session) => session.accessClass,
  vehicle: (session) => session.vehicle,
  accessMode: (session) => session.accessMode,
  decisionId: (session) => session.decisionId,
  flags: (session) => session.flags.join(' '),
}

/** `/api/sessions`: what was charged. */
export const chargingSessionRoutes: Routes = (app, { flow }) => {
  const { store } = flow
  const config = { permission: 'sessions.read' } as const
  const tags = ['sessions']

  app.get(
    '/api/sessions',
    {
      config,
      schema: {
        operationId: 'listSessions',
        summary: 'Sessions, those that began last first',
        tags,
        querystring: strictObject({
          ...listQuery,
          ...timeQuery,
          chargerId: Type.Optional(ChargerId),
          state: Type.Optional(Type.Enum(['started', 'charging', 'ended', 'open'])),
        }),
        response: { 200: pageSchema(Session) },
      },
    },
    async (request, reply) => {
      const { chargerId, state } = request.query
      const filter = { ...(chargerId && { chargerId }), ...(state && { state }), ...readTimes(request.query) }
      const read = (page: PageRequest<string>) => listSessions(store, filter, page)
      if (wantsCsv(request)) return sendCsv(reply, 'sessions', columns, eachPage(read))
      return toAnswer(read(pageByText(request.query)), view)
    },
  )

  app.get(
    '/api/sessions/:id',
    {
      config,
      schema: {
        operationId: 'getSession',
        summary: 'One session',
        tags,
        params: IdParams,
        response: { 200: Session },
      },
    },
    async (request) => {
      const session = findSessionSoFar(store, request.params.id)
      if (!session) throw problem(404, 'unknown-session', 'There is no such session.')
      return view(session)
    },
  )

  app.get(
    '/api/sessions/:id/meter-values',
    {
      config,
      schema: {
        operationId: 'listMeterValues',
        summary: 'What the meter read during a session, oldest first',
        tags,
        params: IdParams,
        querystring: strictObject({ limit: listQuery.limit, cursor: listQuery.cursor }),
        response: { 200: pageSchema(MeterReading) },
      },
    },
    async (request) => {
      const page = listMeterSamples(store, request.params.id, pageById(request.query))
      return toAnswer(page, ({ at, energyWh, powerW, samples }) => ({
        at,
        energyWh,
        powerW,
        samples: JSON.parse(samples) as object[],
      }))
    },
  )
}

/** What the schema does not name, such as the identifier's key, does not leave the gateway. */
function view(session: SessionRecord) {
  return { ...session, flags: [...session.flags] }
}
