import { Type, type Static } from 'typebox'
import { accessModes, boundaryRules, fallbacks, offlinePolicies } from '../../domain/access-mode.ts'
import { changePolicy } from '../../flows/change-policy.ts'
import { clearPolicy } from '../../flows/clear-policy.ts'
import { findCharger } from '../../store/chargers.ts'
import { chargerScope, depotPolicy, findPolicy } from '../../store/policies.ts'
import { ChargerParams, unknownCharger } from '../charger-id.ts'
import type { HttpContext, Routes } from '../context.ts'
import { nullable, strictObject } from '../field-types.ts'
import { problem } from '../problem.ts'
import { notCapable } from './charger-problems.ts'

const longestAgeS = 10 * 366 * 86_400

const rules = {
  defaultMode: Type.Enum([...accessModes]),
  onBoundary: Type.Enum([...boundaryRules], {
    description: 'What becomes of a running session when managed access begins.',
  }),
  fallback: Type.Enum([...fallbacks], {
    description: 'What decides when the clock is unknown or the identifier list too old.',
  }),
  offlinePolicy: Type.Enum([...offlinePolicies], {
    description: 'Who may charge while the charger cannot reach the gateway.',
  }),
  listMaxAgeS: nullable(
    Type.Integer({
      minimum: 60,
      maximum: longestAgeS,
      description: 'Beyond this age of the list the fallback decides; null: no limit.',
    }),
  ),
}

const Policy = Type.Object({
  ...rules,
  windows: Type.Array(Type.Object({}, { additionalProperties: true }), {
    description: 'Always empty so far.',
  }),
  version: Type.Integer({ description: 'Counts the changes.' }),
  scope: Type.Enum(['depot', 'charger'], {
    description: 'Whose policy this is; a charger without one has the depot’s.',
  }),
  acknowledgedPartial: Type.Boolean(),
})

const PolicyInput = strictObject({
  ...Type.Partial(Type.Object(rules)).properties,
  windows: Type.Optional(Type.Array(Type.Object({}, { additionalProperties: true }), { maxItems: 500 })),
  acknowledgePartial: Type.Optional(
    Type.Boolean({ description: 'Needed for managed access on a charger that is only partially supported.' }),
  ),
})

/** `/api/policy` and `/api/chargers/:id/policy`: which mode rules by default, and how. */
export const policyRoutes: Routes = (app, context) => {
  const { flow } = context
  const tags = ['access']
  const read = { permission: 'chargers.read' } as const
  const write = { permission: 'policy.write' } as const
  const response = { 200: Policy }
  const describe = 'Fields that are left out keep the value in force.'

  app.get(
    '/api/policy',
    {
      config: read,
      schema: { operationId: 'getDepotPolicy', summary: 'The policy of the depot', tags, response },
    },
    async () => showPolicy(context, null),
  )

  app.put(
    '/api/policy',
    {
      config: write,
      schema: {
        operationId: 'putDepotPolicy',
        summary: 'Change the policy of the depot',
        description: describe,
        tags,
        body: PolicyInput,
        response,
      },
    },
    async (request) => {
      const input = readPolicy(context, null, request.body)
      return changed(context, null, await changePolicy(flow, request.origin, input))
    },
  )

  app.get(
    '/api/chargers/:id/policy',
    {
      config: read,
      schema: {
        operationId: 'getChargerPolicy',
        summary: 'The policy that holds for a charger: its own, or the depot’s',
        tags,
        params: ChargerParams,
        response,
      },
    },
    async (request) => showPolicy(context, request.params.id),
  )

  app.put(
    '/api/chargers/:id/policy',
    {
      config: write,
      schema: {
        operationId: 'putChargerPolicy',
        summary: 'Give a charger a policy of its own',
        description: describe,
        tags,
        params: ChargerParams,
        body: PolicyInput,
        response,
      },
    },
    async (request) => {
      const input = readPolicy(context, request.params.id, request.body)
      return changed(context, request.params.id, await changePolicy(flow, request.origin, input))
    },
  )

  app.delete(
    '/api/chargers/:id/policy',
    {
      config: write,
      schema: {
        operationId: 'clearChargerPolicy',
        summary: 'Take a charger’s own policy away; the depot’s holds again',
        tags,
        params: ChargerParams,
        response,
      },
    },
    async (request) => {
      const { id } = request.params
      const outcome = await clearPolicy(flow, request.origin, id)
      const own = outcome.kind === 'cleared' || findCharger(flow.store, id)
      if (!own) throw unknownCharger()
      return showPolicy(context, id)
    },
  )
}

function showPolicy({ flow }: HttpContext, chargerId: string | null): Static<typeof Policy> {
  if (chargerId !== null && !findCharger(flow.store, chargerId)) throw unknownCharger()
  const own = chargerId === null ? undefined : findPolicy(flow.store, chargerScope(chargerId))
  const { acknowledgedPartial, ...policy } = own ?? depotPolicy(flow.store)
  return { ...policy, windows: [], acknowledgedPartial: acknowledgedPartial === 1 }
}

function readPolicy(context: HttpContext, chargerId: string | null, body: Static<typeof PolicyInput>) {
  const { windows, acknowledgePartial, ...given } = body
  if (windows && windows.length > 0) {
    throw problem(422, 'windows-not-supported', 'This version has no calendar: windows must be empty.', {
      errors: [{ field: 'windows', message: 'must be empty' }],
    })
  }
  const before = showPolicy(context, chargerId)
  return { chargerId, rules: { ...before, ...given }, acknowledgePartial: acknowledgePartial ?? false }
}

function changed(
  context: HttpContext,
  chargerId: string | null,
  outcome: Awaited<ReturnType<typeof changePolicy>>,
): Static<typeof Policy> {
  switch (outcome.kind) {
    case 'changed':
      return showPolicy(context, chargerId)
    case 'unknown_charger':
      throw unknownCharger()
    case 'unsupported':
    case 'acknowledgement_needed':
      throw notCapable(outcome)
  }
}
