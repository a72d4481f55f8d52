import { Type, type Static } from 'typebox'
import { rolloutStages } from '../../domain/rollout.ts'
import { reportDays, reportRange, setRollout } from '../../flows/set-rollout.ts'
import { depotRollout, findRollout, firstStage, listChargerRollouts } from '../../store/rollouts.ts'
import type { Reader } from '../../store/store.ts'
import { ChargerId, unknownCharger } from '../charger-id.ts'
import type { Routes } from '../context.ts'
import { Instant, nullable, strictObject } from '../field-types.ts'
import { problem } from '../problem.ts'
import { notCapable, unknownChargers } from './charger-problems.ts'
import { acknowledgePartial } from './policy-input.ts'
import { RolloutReport, rolloutReport } from './rollout-report.ts'

const Stage = Type.Enum([...rolloutStages], {
  description:
    '`off`: chargers are open. `observe`: they are open, and what would have been refused is recorded. ' +
    '`enforce`: the schedule holds.',
})

const Rollout = Type.Object({
  stage: Type.Enum([...rolloutStages], { description: 'Of the depot.' }),
  changedAt: nullable(Instant),
  changedBy: nullable(Type.String()),
  chargers: Type.Array(
    Type.Object({
      chargerId: Type.String(),
      stage: Type.Enum([...rolloutStages]),
      changedAt: Instant,
      changedBy: Type.String(),
    }),
    { description: 'Those with a stage of their own.' },
  ),
})

const RolloutInput = strictObject({
  stage: nullable(Stage),
  chargerIds: Type.Optional(
    Type.Array(ChargerId, {
      minItems: 1,
      maxItems: 5000,
      description: 'Left out: the depot, with all chargers that have no stage of their own.',
    }),
  ),
  acknowledgePartial,
})

/** `/api/rollout`: how far managed access has been introduced, and whom it would turn away. */
export const rolloutRoutes: Routes = (app, { flow }) => {
  const { store, clock, facts } = flow
  const tags = ['access']

  app.get(
    '/api/rollout',
    {
      config: { permission: 'chargers.read' },
      schema: {
        operationId: 'getRollout',
        summary: 'The stage of the depot and of chargers with one of their own',
        tags,
        response: { 200: Rollout },
      },
    },
    async () => showRollout(store),
  )

  app.put(
    '/api/rollout',
    {
      config: { permission: 'policy.write' },
      schema: {
        operationId: 'setRollout',
        summary: 'Move the depot or some chargers to another stage',
        description:
          'Null as stage: the chargers go with the depot again. The answer says whom the rules would have ' +
          `turned away there in the last ${reportDays} days.`,
        tags,
        body: RolloutInput,
        response: { 200: Type.Object({ rollout: Rollout, report: RolloutReport }) },
      },
    },
    async (request) => {
      const { stage, chargerIds } = request.body
      if (stage === null && chargerIds === undefined) throw stageNeeded()
      const outcome = await setRollout(flow, request.origin, {
        stage,
        chargerIds: chargerIds ?? null,
        acknowledgePartial: request.body.acknowledgePartial ?? false,
      })
      switch (outcome.kind) {
        case 'set':
          return {
            rollout: showRollout(store),
            report: rolloutReport(store, reportRange(clock.now(), reportDays), outcome.moved),
          }
        case 'unknown_chargers':
          throw unknownChargers(outcome.ids)
        case 'unsupported':
        case 'acknowledgement_needed':
          throw notCapable(outcome)
      }
    },
  )

  app.get(
    '/api/rollout/report',
    {
      config: { permission: 'decisions.read' },
      schema: {
        operationId: 'getRolloutReport',
        summary: 'Who would have been refused in the last days, and why',
        description: 'Enrol those who belong with `POST /api/decisions/:id/enrol`, under `decisionId`.',
        tags,
        querystring: strictObject({
          days: Type.Integer({ minimum: 1, maximum: 90, default: reportDays }),
          chargerId: Type.Optional(ChargerId),
        }),
        response: { 200: RolloutReport },
      },
    },
    async (request) => {
      const { days, chargerId } = request.query
      if (chargerId !== undefined && !facts.charger(chargerId)) throw unknownCharger()
      return rolloutReport(
        store,
        reportRange(clock.now(), days),
        chargerId === undefined ? undefined : [chargerId],
      )
    },
  )
}

function showRollout(reader: Reader): Static<typeof Rollout> {
  const depot = findRollout(reader, depotRollout)
  return {
    stage: depot?.stage ?? firstStage,
    changedAt: depot?.changedAt ?? null,
    changedBy: depot?.changedBy ?? null,
    chargers: listChargerRollouts(reader).map(({ scope: _scope, scopeId, ...rollout }) =>
      Object.assign(rollout, { chargerId: scopeId }),
    ),
  }
}

function stageNeeded() {
  return problem(400, 'invalid-request', 'The depot always has a stage of its own.', {
    errors: [{ field: 'stage', message: 'must be off, observe or enforce; null is for chargers' }],
  })
}
