import { Type } from 'typebox'
import { addUser } from '../../flows/add-user.ts'
import { changePassword } from '../../flows/change-password.ts'
import type { ChangePasswordOutcome } from '../../flows/change-password.ts'
import { changeRole } from '../../flows/change-role.ts'
import type { ChangeUserOutcome } from '../../flows/change-role.ts'
import { disableUser } from '../../flows/disable-user.ts'
import { enableUser } from '../../flows/enable-user.ts'
import { eachPage } from '../../store/page.ts'
import type { PageRequest } from '../../store/page.ts'
import { listUsers } from '../../store/users.ts'
import type { UserRow } from '../../store/users.ts'
import type { App, HttpContext, Routes } from '../context.ts'
import { sendCsv, wantsCsv } from '../csv.ts'
import type { CsvColumns } from '../csv.ts'
import { IdParams, Instant, nullable, strictObject } from '../field-types.ts'
import { listQuery, pageById, pageSchema, toAnswer } from '../list.ts'
import { NameInput, nameTaken, PasswordInput, RoleInput, weakPassword } from '../person-input.ts'
import { problem } from '../problem.ts'

const User = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  role: RoleInput,
  disabledAt: nullable(Instant),
  lockedUntil: nullable(Instant),
  createdAt: Instant,
})

const NewUser = strictObject({ name: NameInput, role: RoleInput, password: PasswordInput })

/** One change at a time: each is a fact of its own in the ledger, and none is then half done. */
const UserChange = Type.Object(
  {
    role: Type.Optional(RoleInput),
    disabled: Type.Optional(Type.Boolean()),
    password: Type.Optional(PasswordInput),
  },
  { additionalProperties: false, minProperties: 1, maxProperties: 1 },
)

const columns: CsvColumns<UserRow> = {
  id: (user) => user.id,
  name: (user) => user.name,
  role: (user) => user.role,
  disabledAt: (user) => user.disabledAt,
  lockedUntil: (user) => user.lockedUntil,
  createdAt: (user) => user.createdAt,
}

/** `/api/users`: the people who may sign in on the LAN. */
export const userRoutes: Routes = (app, context) => {
  addUserList(app, context)
  addUserAddition(app, context)
  addUserChange(app, context)
}

function addUserList(app: App, { flow }: HttpContext): void {
  app.get(
    '/api/users',
    {
      config: { permission: 'users.manage' },
      schema: {
        operationId: 'listUsers',
        summary: 'The people who may sign in',
        tags: ['people'],
        querystring: strictObject(listQuery),
        response: { 200: pageSchema(User) },
      },
    },
    async (request, reply) => {
      const read = (page: PageRequest) => listUsers(flow.store, page)
      if (wantsCsv(request)) return sendCsv(reply, 'users', columns, eachPage(read))
      return toAnswer(read(pageById(request.query)), (user) => user)
    },
  )
}

function addUserAddition(app: App, { flow }: HttpContext): void {
  app.post(
    '/api/users',
    {
      config: { permission: 'users.manage' },
      schema: {
        operationId: 'addUser',
        summary: 'Add somebody who may sign in',
        tags: ['people'],
        body: NewUser,
        response: { 201: User },
      },
    },
    async (request, reply) => {
      const outcome = await addUser(flow, request.origin, request.body)
      switch (outcome.kind) {
        case 'added':
          return reply.code(201).send(outcome.user)
        case 'name_taken':
          throw nameTaken()
        case 'weak_password':
          throw weakPassword('password', outcome.why)
      }
    },
  )
}

function addUserChange(app: App, { flow }: HttpContext): void {
  app.patch(
    '/api/users/:id',
    {
      config: { permission: 'users.manage' },
      schema: {
        operationId: 'changeUser',
        summary: "Change somebody's role or password, disable or enable them",
        description: 'Disabling and a new password end their logins at once.',
        tags: ['people'],
        params: IdParams,
        body: UserChange,
        response: { 200: User },
      },
    },
    async (request) => {
      const { id } = request.params
      const { role, disabled, password } = request.body
      if (role !== undefined) return changedUser(await changeRole(flow, request.origin, { id, role }))
      if (password !== undefined) {
        const change = { id, next: password, current: null, keepLoginHash: null }
        return changedUser(await changePassword(flow, request.origin, change))
      }
      const change = disabled ? disableUser : enableUser
      return changedUser(await change(flow, request.origin, { id }))
    },
  )
}

function changedUser(outcome: ChangeUserOutcome | ChangePasswordOutcome): UserRow {
  switch (outcome.kind) {
    case 'changed':
      return outcome.user
    case 'unknown_user':
      throw problem(404, 'unknown-user', 'There is no such user.')
    case 'last_admin':
      throw problem(
        409,
        'last-admin',
        'Nobody would be left who may administer users. Add another admin first.',
      )
    case 'wrong_password':
      throw problem(403, 'wrong-password', 'The current password is not right.')
    case 'weak_password':
      throw weakPassword('password', outcome.why)
  }
}
