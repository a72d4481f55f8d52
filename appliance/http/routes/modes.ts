import { Type } from 'typebox'
import type { ModeAnswer } from '../../domain/access-mode.ts'
import { localText } from '../../domain/local-time.ts'
import { expectedModeAt, rolloutStages, scheduledModeAt, type ExpectedMode } from '../../domain/rollout.ts'
import { toUtcText } from '../../domain/utc-text.ts'
import { modeNow } from '../../flows/mode-now.ts'
import { listChargers } from '../../store/charger-list.ts'
import { ChargerParams, unknownCharger } from '../charger-id.ts'
import type { Routes } from '../context.ts'
import { Instant, InstantInput, nullable, strictObject } from '../field-types.ts'
import { listQuery, pageByText, pageSchema, readInstant, toAnswer } from '../list.ts'
import { AccessModeSchema, ModeBecauseSchema, modeFields, modeViews } from './mode-view.ts'

const LocalTime = Type.String({ description: 'As the depot’s clocks show it, with the offset.' })

const answerFields = {
  mode: AccessModeSchema,
  because: ModeBecauseSchema,
  nextChangeAt: nullable(Instant),
  localNextChangeAt: nullable(LocalTime),
  nextMode: nullable(AccessModeSchema),
}

const ModeAnswerSchema = Type.Object({
  chargerId: Type.String(),
  at: Instant,
  localAt: LocalTime,
  ...answerFields,
  stage: Type.Enum([...rolloutStages]),
  scheduled: Type.Object(answerFields, {
    description: 'What the schedule says, whether the rollout has come to enforcing it or not.',
  }),
  zone: Type.String({ description: 'IANA zone of the local times.' }),
})

const ChargerMode = Type.Object({ chargerId: Type.String(), online: Type.Boolean(), ...modeFields })

/** Expected and observed access modes. */
export const modeRoutes: Routes = (app, context) => {
  const { flow, link } = context
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
      const asked = request.query.at === undefined ? null : readInstant(request.query.at, 'at')
      const at = asked ?? clock.now()
      const { expected, scheduled } = asked
        ? { expected: expectedModeAt(charger, asked), scheduled: scheduledModeAt(charger, asked) }
        : modeNow(flow, charger)
      return {
        chargerId: charger.id,
        at: toUtcText(at),
        localAt: localText(at, zone),
        ...answer(expected, zone),
        stage: charger.stage,
        scheduled: answer(scheduled, zone),
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
      const modes = modeViews(
        context,
        page.items.map(({ id }) => id),
      )
      return toAnswer(page, ({ id }) => ({
        chargerId: id,
        online: link.presence(id) !== null,
        ...modes(id),
      }))
    },
  )
}

function answer({ mode, because, nextChangeAt, nextMode }: ModeAnswer | ExpectedMode, zone: string) {
  return {
    mode,
    because,
    nextChangeAt: nextChangeAt && toUtcText(nextChangeAt),
    localNextChangeAt: nextChangeAt && localText(nextChangeAt, zone),
    nextMode,
  }
}
