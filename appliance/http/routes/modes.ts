import { Type } from 'typebox'
import { modeAt } from '../../domain/access-mode.ts'
import { localText } from '../../domain/local-time.ts'
import { toUtcText } from '../../domain/utc-text.ts'
import { listChargers } from '../../store/charger-list.ts'
import { ChargerParams, unknownCharger } from '../charger-id.ts'
import type { Routes } from '../context.ts'
import { Instant, InstantInput, nullable, strictObject } from '../field-types.ts'
import { listQuery, pageByText, pageSchema, readInstant, toAnswer } from '../list.ts'
import { AccessModeSchema, ModeBecauseSchema, modeFields, modeView } from './charger-view.ts'

const LocalTime = Type.String({ description: 'As the depot’s clocks show it, with the offset.' })

const ModeAnswerSchema = Type.Object({
  chargerId: Type.String(),
  at: Instant,
  localAt: LocalTime,
  mode: AccessModeSchema,
  because: ModeBecauseSchema,
  nextChangeAt: nullable(Instant),
  localNextChangeAt: nullable(LocalTime),
  nextMode: nullable(AccessModeSchema),
  zone: Type.String({ description: 'IANA zone of the local times.' }),
})

const ChargerMode = Type.Object({ chargerId: Type.String(), online: Type.Boolean(), ...modeFields })

/** Expected and observed access modes. */
export const modeRoutes: Routes = (app, { flow, link }) => {
  const { store, facts, clock, zone } = flow
  const config = { permission: 'chargers.read' } as const

  app.get(
    '/api/chargers/:id/mode',
    {
      config,
      schema: {
        operationId: 'getExpectedMode',
        summary: 'Which mode is expected at an instant, and why',
        tags: ['access'],
        params: ChargerParams,
        querystring: strictObject({ at: Type.Optional(InstantInput) }),
        response: { 200: ModeAnswerSchema },
      },
    },
    async (request) => {
      const charger = facts.charger(request.params.id)
      if (!charger) throw unknownCharger()
      const at = request.query.at === undefined ? clock.now() : readInstant(request.query.at, 'at')
      const { mode, because, nextChangeAt, nextMode } = modeAt(charger.policy, charger.overrides, at)
      return {
        chargerId: charger.id,
        at: toUtcText(at),
        localAt: localText(at, zone),
        mode,
        because,
        nextChangeAt: nextChangeAt && toUtcText(nextChangeAt),
        localNextChangeAt: nextChangeAt && localText(nextChangeAt, zone),
        nextMode,
        zone,
      }
    },
  )

  app.get(
    '/api/mode',
    {
      config,
      schema: {
        operationId: 'listModes',
        summary: 'Expected and observed mode of all chargers',
        tags: ['access'],
        querystring: strictObject({ limit: listQuery.limit, cursor: listQuery.cursor }),
        response: { 200: pageSchema(ChargerMode) },
      },
    },
    async (request) => {
      const page = listChargers(store, {}, pageByText(request.query))
      return toAnswer(page, ({ id }) => {
        const charger = facts.charger(id)!
        const mode = modeAt(charger.policy, charger.overrides, clock.now())
        return { chargerId: id, online: link.presence(id) !== null, ...modeView(charger, mode) }
      })
    },
  )
}
