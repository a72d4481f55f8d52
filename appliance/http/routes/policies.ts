import type { Static } from 'typebox'
import { changePolicy } from '../../flows/change-policy.ts'
import { clearPolicy } from '../../flows/clear-policy.ts'
import { chargerScope, depotScope, groupScope, type PolicyScope } from '../../store/policies.ts'
import type { Origin } from '../../flows/context.ts'
import { ChargerParams, unknownCharger } from '../charger-id.ts'
import type { HttpContext, Routes } from '../context.ts'
import { IdParams, strictObject } from '../field-types.ts'
import { problem } from '../problem.ts'
import { notCapable, unknownGroup } from './charger-problems.ts'
import { acknowledgePartial, overlapping, PolicyInput, readRules } from './policy-input.ts'
import { PolicySchema, showPolicy, type PolicyItem } from './policy-view.ts'

const ClearQuery = strictObject({ acknowledgePartial })

/** The policies of the depot, of groups and of chargers: which mode is expected when, and how it is held to. */
export const policyRoutes: Routes = (app, context) => {
  const tags = ['access']
  const read = { permission: 'chargers.read' } as const
  const write = { permission: 'policy.write' } as const
  const response = { 200: PolicySchema }
  const description = 'Fields that are left out keep the value in force; `windows` replaces all windows.'
  const changing = { description, tags, body: PolicyInput, response }

  app.get(
    '/api/policy',
    {
      config: read,
      schema: { operationId: 'getDepotPolicy', summary: 'The policy of the depot', tags, response },
    },
    async () => showPolicy(context, depotScope),
  )

  app.put(
    '/api/policy',
    {
      config: write,
      schema: { operationId: 'putDepotPolicy', summary: 'Change the policy of the depot', ...changing },
    },
    async (request) => change(context, request.origin, depotScope, request.body),
  )

  app.get(
    '/api/groups/:id/policy',
    {
      config: read,
      schema: {
        operationId: 'getGroupPolicy',
        summary: 'The policy that holds for a group: its own, or the depot’s',
        tags,
        params: IdParams,
        response,
      },
    },
    async (request) => showPolicy(context, groupScope(request.params.id)),
  )

  app.put(
    '/api/groups/:id/policy',
    {
      config: write,
      schema: {
        operationId: 'putGroupPolicy',
        summary: 'Give a group a policy of its own',
        params: IdParams,
        ...changing,
      },
    },
    async (request) => change(context, request.origin, groupScope(request.params.id), request.body),
  )

  app.delete(
    '/api/groups/:id/policy',
    {
      config: write,
      schema: {
        operationId: 'clearGroupPolicy',
        summary: 'Take a group’s own policy away; the depot’s holds again',
        tags,
        params: IdParams,
        querystring: ClearQuery,
        response,
      },
    },
    async (request) => clear(context, request.origin, groupScope(request.params.id), request.query),
  )

  app.get(
    '/api/chargers/:id/policy',
    {
      config: read,
      schema: {
        operationId: 'getChargerPolicy',
        summary: 'The policy that holds for a charger: its own, its group’s, or the depot’s',
        tags,
        params: ChargerParams,
        response,
      },
    },
    async (request) => showPolicy(context, chargerScope(request.params.id)),
  )

  app.put(
    '/api/chargers/:id/policy',
    {
      config: write,
      schema: {
        operationId: 'putChargerPolicy',
        summary: 'Give a charger a policy of its own',
        params: ChargerParams,
        ...changing,
      },
    },
    async (request) => change(context, request.origin, chargerScope(request.params.id), request.body),
  )

  app.delete(
    '/api/chargers/:id/policy',
    {
      config: write,
      schema: {
        operationId: 'clearChargerPolicy',
        summary: 'Take a charger’s own policy away; its group’s or the depot’s holds again',
        tags,
        params: ChargerParams,
        querystring: ClearQuery,
        response,
      },
    },
    async (request) => clear(context, request.origin, chargerScope(request.params.id), request.query),
  )
}

async function change(
  context: HttpContext,
  origin: Origin,
  scope: PolicyScope,
  body: Static<typeof PolicyInput>,
): Promise<PolicyItem> {
  const outcome = await changePolicy(context.flow, origin, {
    scope,
    rules: readRules(body),
    version: body.version,
    acknowledgePartial: body.acknowledgePartial ?? false,
  })
  switch (outcome.kind) {
    case 'changed':
      return showPolicy(context, scope)
    case 'unknown_charger':
      throw unknownCharger()
    case 'unknown_group':
      throw unknownGroup()
    case 'not_in_force':
      throw problem(
        409,
        'policy-changed',
        'Somebody else has changed this policy meanwhile. Read it again, and repeat your change.',
        { members: { version: outcome.version } },
      )
    case 'overlap':
      throw overlapping(outcome.overlap, outcome.windows)
    case 'unsupported':
    case 'acknowledgement_needed':
      throw notCapable(outcome)
  }
}

async function clear(
  context: HttpContext,
  origin: Origin,
  scope: PolicyScope,
  query: Static<typeof ClearQuery>,
): Promise<PolicyItem> {
  const input = { scope, acknowledgePartial: query.acknowledgePartial ?? false }
  const outcome = await clearPolicy(context.flow, origin, input)
  switch (outcome.kind) {
    case 'cleared':
    case 'not_found':
      return showPolicy(context, scope)
    case 'unsupported':
    case 'acknowledgement_needed':
      throw notCapable(outcome)
  }
}
