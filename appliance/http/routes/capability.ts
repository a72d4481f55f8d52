import { Type } from 'typebox'
import { findAcknowledgement } from '../../store/charger-capabilities.ts'
import { findFindings } from '../../store/charger-answers.ts'
import { ChargerParams, unknownCharger } from '../charger-id.ts'
import type { Routes } from '../context.ts'
import { nullable } from '../field-types.ts'
import { CapabilitySchema } from './mode-view.ts'

const Found = nullable(Type.Object({}, { additionalProperties: true }))

const ChargerCapability = Type.Object({
  chargerId: Type.String(),
  ...CapabilitySchema.properties,
  profile: Type.Object({ id: Type.String(), why: Type.String() }),
  answers: Found,
  proofs: Found,
})

/** `/api/chargers/:id/capability`: what a charger can enforce, and how that is known. */
export const capabilityRoutes: Routes = (app, { flow }) => {
  app.get(
    '/api/chargers/:id/capability',
    {
      config: { permission: 'chargers.read' },
      schema: {
        operationId: 'getCapability',
        summary: 'What a charger can enforce, with the reasons and what they rest on',
        description:
          'From its firmware profile, from what it answered, and from what was proved by doing it.',
        tags: ['access'],
        params: ChargerParams,
        response: { 200: ChargerCapability },
      },
    },
    async (request) => {
      const { id } = request.params
      const charger = flow.facts.charger(id)
      if (!charger) throw unknownCharger()
      const given = findAcknowledgement(flow.store, id)
      const { state, reasons } = charger.capability
      return {
        chargerId: id,
        state,
        reasons: [...reasons],
        acknowledged: given ? { by: given.by, at: given.at } : null,
        profile: { id: charger.profile.id, why: charger.profileWhy },
        ...findFindings(flow.store, id),
      }
    },
  )
}
