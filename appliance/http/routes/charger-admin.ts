import { Type } from 'typebox'
import { addChargers } from '../../flows/add-charger.ts'
import { approveCharger } from '../../flows/approve-charger.ts'
import { changeCharger } from '../../flows/change-charger.ts'
import { clearStrangers } from '../../flows/clear-strangers.ts'
import { refuseCharger } from '../../flows/refuse-charger.ts'
import { removeCharger } from '../../flows/remove-charger.ts'
import { ChargerParams, unknownCharger } from '../charger-id.ts'
import type { Routes } from '../context.ts'
import { nullable, strictObject } from '../field-types.ts'
import {
  AddChargersBody,
  ChargerPassword,
  checkProfile,
  Label,
  ProfileId,
  readNewChargers,
  readPassword,
} from './charger-input.ts'
import { badPassword, chargersExist, namedTwice, passwordNeeded } from './charger-problems.ts'
import { ChargerSchema } from './charger-view.ts'
import { showCharger } from './chargers.ts'

const PasswordOnce = Type.Optional(
  Type.String({ description: 'Generated just now. It is not kept: this is the only time it is shown.' }),
)
const Warnings = Type.Array(Type.String())
const WithPassword = Type.Object({ ...ChargerSchema.properties, password: PasswordOnce, warnings: Warnings })

/** One charger is answered as such; several in a list. */
const Added = Type.Union([WithPassword, Type.Object({ items: Type.Array(WithPassword), warnings: Warnings })])

const Change = strictObject({
  label: Type.Optional(nullable(Label)),
  profile: Type.Optional(nullable(ProfileId)),
  password: Type.Optional(nullable(ChargerPassword)),
  generatePassword: Type.Optional(Type.Boolean()),
})

/** `/api/chargers`: adding, approving, refusing, changing and removing. */
export const chargerAdminRoutes: Routes = (app, context) => {
  const { flow, link, noPassword } = context
  const tags = ['chargers']
  const config = { permission: 'chargers.approve' } as const

  app.post(
    '/api/chargers',
    {
      config,
      schema: {
        operationId: 'addChargers',
        summary: 'Add one charger or many, all or none',
        tags,
        body: AddChargersBody,
        response: { 201: Added },
      },
    },
    async (request, reply) => {
      const chargers = readNewChargers(context, request.body)
      const approve = request.body.approve ?? false
      const outcome = await addChargers(flow, request.origin, { chargers, approve, noPassword })
      switch (outcome.kind) {
        case 'added': {
          const { warnings } = outcome
          const items = outcome.chargers.map(({ id, password }) => ({
            ...showCharger(context, id),
            ...(password !== null && { password }),
            warnings: [],
          }))
          const one = request.body.id !== undefined
          return reply
            .code(201)
            .send(one ? { ...items[0]!, warnings: [...warnings] } : { items, warnings: [...warnings] })
        }
        case 'exists':
          throw chargersExist(outcome.ids)
        case 'named_twice':
          throw namedTwice(outcome.ids)
        case 'password_needed':
          throw passwordNeeded(outcome.ids)
        case 'bad_password':
          throw badPassword(outcome.id, outcome.problem)
      }
    },
  )

  app.post(
    '/api/chargers/:id/approve',
    {
      config,
      schema: {
        operationId: 'approveCharger',
        summary: 'Let a waiting charger in, with the password it presented',
        tags,
        params: ChargerParams,
        response: { 200: ChargerSchema },
      },
    },
    async (request) => {
      const { id } = request.params
      const outcome = await approveCharger(flow, request.origin, { id, noPassword })
      switch (outcome.kind) {
        case 'approved':
          return showCharger(context, id)
        case 'not_found':
          throw unknownCharger()
        case 'password_needed':
          throw passwordNeeded([id])
      }
    },
  )

  app.post(
    '/api/chargers/:id/refuse',
    {
      config,
      schema: {
        operationId: 'refuseCharger',
        summary: 'Turn a charger away',
        tags,
        params: ChargerParams,
        response: { 200: ChargerSchema },
      },
    },
    async (request) => {
      const outcome = await refuseCharger(flow, link, request.origin, request.params.id)
      if (outcome.kind === 'not_found') throw unknownCharger()
      return showCharger(context, request.params.id)
    },
  )

  app.patch(
    '/api/chargers/:id',
    {
      config,
      schema: {
        operationId: 'changeCharger',
        summary: 'Change label, firmware profile or password',
        description: 'With a new password the charger has to sign in again. Null as password: none.',
        tags,
        params: ChargerParams,
        body: Change,
        response: { 200: WithPassword },
      },
    },
    async (request) => {
      const { id } = request.params
      const { label, profile, password, generatePassword } = request.body
      if (profile !== undefined) checkProfile(context, profile)
      const changesPassword = password !== undefined || generatePassword === true
      const choice = readPassword({
        ...(password && { password }),
        ...(generatePassword && { generatePassword }),
      })
      const outcome = await changeCharger(flow, link, request.origin, {
        id,
        noPassword,
        ...(label !== undefined && { label }),
        ...(profile !== undefined && { profileId: profile }),
        ...(changesPassword && { password: choice }),
      })
      switch (outcome.kind) {
        case 'changed': {
          const generated = outcome.password === null ? {} : { password: outcome.password }
          return { ...showCharger(context, id), ...generated, warnings: [...outcome.warnings] }
        }
        case 'not_found':
          throw unknownCharger()
        case 'password_needed':
          throw passwordNeeded([id])
        case 'bad_password':
          throw badPassword(id, outcome.problem)
      }
    },
  )

  app.delete(
    '/api/chargers',
    {
      config,
      schema: {
        operationId: 'clearWaitingChargers',
        summary: 'Remove all chargers that came by themselves and wait for approval',
        description: 'Those that somebody has added stay. One that comes again waits again.',
        tags,
        querystring: strictObject({ status: Type.Enum(['waiting']) }),
        response: { 200: Type.Object({ removed: Type.Integer() }) },
      },
    },
    async (request) => ({ removed: await clearStrangers(flow, link, request.origin) }),
  )

  app.delete(
    '/api/chargers/:id',
    {
      config,
      schema: {
        operationId: 'removeCharger',
        summary: 'Remove a charger; its history stays',
        tags,
        params: ChargerParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const outcome = await removeCharger(flow, link, request.origin, request.params.id)
      if (outcome.kind === 'not_found') throw unknownCharger()
      return reply.code(204).send(null)
    },
  )
}
