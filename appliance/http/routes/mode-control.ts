import { Type } from 'typebox'
import { ChargerParams, unknownCharger } from '../charger-id.ts'
import type { Routes } from '../context.ts'
import { problem } from '../problem.ts'

const ProbeReport = Type.Object({
  chargerId: Type.String(),
  steps: Type.Array(
    Type.Object({
      step: Type.String(),
      result: Type.Enum(['passed', 'noted', 'failed']),
      detail: Type.String(),
    }),
  ),
})

/** What people have done at once about a charger's mode, besides changing what is expected. */
export const modeControlRoutes: Routes = (app, { flow, link, modes }) => {
  const config = { permission: 'chargers.control' } as const
  const tags = ['access']

  app.post(
    '/api/chargers/:id/probe',
    {
      config,
      schema: {
        operationId: 'probeCharger',
        summary: 'Find out by doing what a charger can enforce',
        description: 'Each step is told on the live topic `mode` as it is done, and all in the answer.',
        tags,
        params: ChargerParams,
        response: { 200: ProbeReport },
      },
    },
    async (request) => {
      const { id } = request.params
      const outcome = await modes.probe(id, () => {})
      switch (outcome.kind) {
        case 'probed':
          return { chargerId: id, steps: [...outcome.steps] }
        case 'unknown_charger':
          throw unknownCharger()
        case 'offline':
          throw offline()
        case 'busy':
          throw problem(
            409,
            'charger-busy',
            'Its mode is being changed or probed just now. Try again in a minute.',
          )
      }
    },
  )

  app.post(
    '/api/chargers/:id/mode/try',
    {
      config,
      schema: {
        operationId: 'tryModeNow',
        summary: 'Try at once to bring a charger into its expected mode',
        description:
          'It would be tried again by itself later. What comes of it is told on the live topic `mode`.',
        tags,
        params: ChargerParams,
        response: { 202: Type.Object({ chargerId: Type.String() }) },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      if (!flow.facts.charger(id)) throw unknownCharger()
      if (link.presence(id) === null) throw offline()
      modes.tryNow(id)
      return reply.code(202).send({ chargerId: id })
    },
  )
}

function offline() {
  return problem(409, 'charger-offline', 'The charger is offline. It is attended to as soon as it connects.')
}
