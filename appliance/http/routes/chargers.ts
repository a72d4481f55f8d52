import { Type } from 'typebox'
import { listChargers, type ChargerFilter } from '../../store/charger-list.ts'
import { findCharger, type ChargerRow } from '../../store/chargers.ts'
import { eachPage, type Page, type PageRequest } from '../../store/page.ts'
import { ChargerParams, unknownCharger } from '../charger-id.ts'
import type { HttpContext, Routes } from '../context.ts'
import { sendCsv, wantsCsv, type CsvColumns } from '../csv.ts'
import { strictObject } from '../field-types.ts'
import { listQuery, pageByText, pageSchema, toAnswer } from '../list.ts'
import { ChargerSchema, chargerView, type ChargerItem } from './charger-view.ts'

const filters = {
  status: Type.Optional(Type.Enum(['waiting', 'approved', 'refused'])),
  online: Type.Optional(Type.Boolean()),
  text: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'Part of identity or label.' }),
  ),
}

const columns: CsvColumns<ChargerItem> = {
  id: (charger) => charger.id,
  label: (charger) => charger.label,
  status: (charger) => charger.status,
  protocol: (charger) => charger.protocol,
  online: (charger) => charger.online,
  lastSeenAt: (charger) => charger.lastSeenAt,
  vendor: (charger) => charger.vendor,
  model: (charger) => charger.model,
  firmware: (charger) => charger.firmware,
  expectedMode: (charger) => charger.expectedMode,
  capability: (charger) => charger.capability.state,
}

/** `/api/chargers`: what is known of the chargers, for reading. */
export const chargerRoutes: Routes = (app, context) => {
  app.get(
    '/api/chargers',
    {
      config: { permission: 'chargers.read' },
      schema: {
        operationId: 'listChargers',
        summary: 'The chargers, by identity',
        tags: ['chargers'],
        querystring: strictObject({ ...listQuery, ...filters }),
        response: { 200: pageSchema(ChargerSchema) },
      },
    },
    async (request, reply) => {
      const { status, text, online } = request.query
      const filter = { ...(status && { status }), ...(text && { text }) }
      const read = (page: PageRequest<string>) => viewed(context, readPage(context, filter, online, page))
      if (wantsCsv(request)) return sendCsv(reply, 'chargers', columns, eachPage(read))
      return toAnswer(read(pageByText(request.query)), (item) => item)
    },
  )

  app.get(
    '/api/chargers/:id',
    {
      config: { permission: 'chargers.read' },
      schema: {
        operationId: 'getCharger',
        summary: 'One charger',
        tags: ['chargers'],
        params: ChargerParams,
        response: { 200: ChargerSchema },
      },
    },
    async (request) => showCharger(context, request.params.id),
  )
}

/** One charger as the API shows it. Throws a 404 problem. */
export function showCharger(context: HttpContext, id: string): ChargerItem {
  const row = findCharger(context.flow.store, id)
  if (!row) throw unknownCharger()
  return chargerView(context, [row])(row)
}

function viewed(
  context: HttpContext,
  { items, nextCursor }: Page<ChargerRow, string>,
): Page<ChargerItem, string> {
  return { items: items.map(chargerView(context, items)), nextCursor }
}

/** Who is online is not in the database: pages are read on until one is full. */
function readPage(
  context: HttpContext,
  filter: ChargerFilter,
  online: boolean | undefined,
  { limit, cursor }: PageRequest<string>,
): Page<ChargerRow, string> {
  const { store } = context.flow
  if (online === undefined) return listChargers(store, filter, { limit, cursor })
  const found: ChargerRow[] = []
  for (let from: string | null = cursor; ;) {
    const page = listChargers(store, filter, { limit: 500, cursor: from })
    found.push(...page.items.filter(({ id }) => (context.link.presence(id) !== null) === online))
    if (found.length > limit) {
      const items = found.slice(0, limit)
      return { items, nextCursor: items.at(-1)!.id }
    }
    if (page.nextCursor === null) return { items: found, nextCursor: null }
    from = page.nextCursor
  }
}
