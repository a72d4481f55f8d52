import { Type, type Static } from 'typebox'
import { modeChangeOutcomes } from '../../domain/mode-attempt.ts'
import { expectedSources } from '../../domain/rollout.ts'
import { listModeChanges, modeChangeSteps, type ModeChangeRow } from '../../store/mode-changes.ts'
import { eachPage, type Page, type PageRequest } from '../../store/page.ts'
import type { Reader } from '../../store/store.ts'
import { ChargerId } from '../charger-id.ts'
import type { Routes } from '../context.ts'
import { sendCsv, wantsCsv, type CsvColumns } from '../csv.ts'
import { Instant, nullable, strictObject } from '../field-types.ts'
import { listQuery, pageById, pageSchema, readTimes, timeQuery, toAnswer } from '../list.ts'
import { AccessModeSchema } from './mode-view.ts'

const ModeChange = Type.Object({
  id: Type.Integer(),
  chargerId: Type.String(),
  fromMode: nullable(Type.Enum(['freevend', 'managed_access'], { description: 'As observed before.' })),
  toMode: AccessModeSchema,
  cause: Type.Enum([...expectedSources, 'drift'], { description: 'Why that mode was expected.' }),
  startedAt: Instant,
  completedAt: Instant,
  outcome: Type.Enum([...modeChangeOutcomes]),
  problem: nullable(Type.String()),
  attempt: Type.Integer({ description: 'Counted from 1; 0 where none was made.' }),
  steps: Type.Array(
    Type.Object({
      step: Type.String(),
      result: Type.Enum(['done', 'skipped', 'refused', 'failed']),
      detail: nullable(Type.String()),
    }),
  ),
})
type ModeChangeItem = Static<typeof ModeChange>

const columns: CsvColumns<ModeChangeItem> = {
  id: (change) => change.id,
  chargerId: (change) => change.chargerId,
  fromMode: (change) => change.fromMode,
  toMode: (change) => change.toMode,
  cause: (change) => change.cause,
  startedAt: (change) => change.startedAt,
  completedAt: (change) => change.completedAt,
  outcome: (change) => change.outcome,
  problem: (change) => change.problem,
  attempt: (change) => change.attempt,
}

/** `/api/mode-changes`: what became of each attempt to bring a charger into a mode. */
export const modeChangeRoutes: Routes = (app, { flow }) => {
  app.get(
    '/api/mode-changes',
    {
      config: { permission: 'chargers.read' },
      schema: {
        operationId: 'listModeChanges',
        summary: 'Mode changes, newest first',
        tags: ['access'],
        querystring: strictObject({
          ...listQuery,
          ...timeQuery,
          chargerId: Type.Optional(ChargerId),
          outcome: Type.Optional(Type.Enum([...modeChangeOutcomes])),
          problems: Type.Optional(
            Type.Boolean({ description: 'Only those that a charger refused or that failed.' }),
          ),
        }),
        response: { 200: pageSchema(ModeChange) },
      },
    },
    async (request, reply) => {
      const { chargerId, outcome, problems } = request.query
      const filter = {
        ...(chargerId && { chargerId }),
        ...(outcome && { outcome }),
        ...(problems && { problems }),
        ...readTimes(request.query),
      }
      const read = (page: PageRequest) => view(flow.store, listModeChanges(flow.store, filter, page))
      if (wantsCsv(request)) return sendCsv(reply, 'mode-changes', columns, eachPage(read))
      return toAnswer(read(pageById(request.query)), (item) => item)
    },
  )
}

function view(reader: Reader, { items, nextCursor }: Page<ModeChangeRow>): Page<ModeChangeItem> {
  const steps = modeChangeSteps(
    reader,
    items.map(({ entry }) => entry),
  )
  const shown = items.map(({ entry, ...change }) =>
    Object.assign(change, { steps: [...(steps.get(entry) ?? [])] }),
  )
  return { items: shown, nextCursor }
}
