import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { permissions, rolePermissions } from '../../domain/permission.ts'
import { nameMaxLength } from '../../domain/user-name.ts'
import { changePassword } from '../../flows/change-password.ts'
import { loginMaxHours } from '../../flows/keep-login.ts'
import { setUpFirstAdmin } from '../../flows/set-up-first-admin.ts'
import { signIn } from '../../flows/sign-in.ts'
import { signOut } from '../../flows/sign-out.ts'
import { hasUsers } from '../../store/users.ts'
import { AttemptLimit } from '../attempt-limit.ts'
import { loginCookie } from '../authentication.ts'
import type { Caller } from '../authentication.ts'
import type { App, HttpContext, Routes } from '../context.ts'
import { nullable, strictObject } from '../field-types.ts'
import { problem } from '../problem.ts'
import { NameInput, nameTaken, PasswordInput, RoleInput, weakPassword } from './users.ts'

const Session = Type.Object({
  user: nullable(
    Type.Object({
      name: Type.String(),
      role: RoleInput,
      permissions: Type.Array(Type.Enum([...permissions])),
    }),
  ),
  setupRequired: Type.Boolean({
    description: 'Nobody can sign in yet: a set-up code makes the first admin.',
  }),
  csrfToken: nullable(Type.String({ description: 'For the x-csrf-token header of every change.' })),
  zone: Type.String({ description: "The depot's IANA zone." }),
  version: Type.String(),
})

/** `/api/session` and `/api/setup`: how a browser signs in and out. */
export const sessionRoutes: Routes = (app, context) => {
  const attempts = new AttemptLimit(context.flow.clock)
  app.get(
    '/api/session',
    {
      config: { public: true },
      schema: {
        operationId: 'showSession',
        summary: 'Who is signed in, and what they may do',
        tags: ['session'],
        response: { 200: Session },
      },
    },
    async (request) => sessionView(context, request.caller),
  )
  addSignIn(app, context, attempts)
  addSetUp(app, context, attempts)
  addSignOut(app, context)
  addPasswordChange(app, context, attempts)
}

function addSignIn(app: App, context: HttpContext, attempts: AttemptLimit): void {
  app.post(
    '/api/session',
    {
      config: { public: true },
      schema: {
        operationId: 'signIn',
        summary: 'Sign in with name and password',
        description: 'Sets a cookie. After five failures a name is locked for a while, longer each time.',
        tags: ['session'],
        // Phones add a space after a word: what is no name is simply nobody's.
        body: strictObject({ name: Type.String({ maxLength: nameMaxLength + 10 }), password: PasswordInput }),
        response: { 201: Session },
      },
    },
    async (request, reply) => {
      const { password } = request.body
      const name = request.body.name.trim()
      return reply.code(201).send(await signInWith(context, attempts, request, reply, { name, password }))
    },
  )
}

function addSetUp(app: App, context: HttpContext, attempts: AttemptLimit): void {
  app.post(
    '/api/setup',
    {
      config: { public: true },
      schema: {
        operationId: 'setUp',
        summary: 'Become the first administrator with the set-up code',
        description: 'The code is printed by the gateway when it starts without users. Signs in at once.',
        tags: ['session'],
        body: strictObject({
          code: Type.String({ minLength: 1, maxLength: 20 }),
          name: NameInput,
          password: PasswordInput,
        }),
        response: { 201: Session },
      },
    },
    async (request, reply) => {
      const outcome = await limited(attempts, request, () =>
        setUpFirstAdmin(context.flow, request.origin, request.body),
      )
      switch (outcome.kind) {
        case 'added': {
          const { name, password } = request.body
          return reply.code(201).send(await signInWith(context, attempts, request, reply, { name, password }))
        }
        case 'already_set_up':
          throw problem(409, 'already-set-up', 'There are users already. Sign in, or ask an administrator.')
        case 'wrong_code':
          throw problem(
            403,
            'wrong-code',
            'The code is not the one that the gateway printed at its last start.',
          )
        case 'name_taken':
          throw nameTaken()
        case 'weak_password':
          throw weakPassword('password', outcome.why)
      }
    },
  )
}

function addSignOut(app: App, context: HttpContext): void {
  app.delete(
    '/api/session',
    {
      config: { signedIn: true },
      schema: {
        operationId: 'signOut',
        summary: 'Sign out',
        tags: ['session'],
        response: { 204: Type.Null({ description: 'Signed out.' }) },
      },
    },
    async (request, reply) => {
      const caller = onlyUser(request.caller)
      await signOut(context.flow, request.origin, { userId: caller.id, loginHash: caller.loginHash })
      return reply.clearCookie(loginCookie, { path: '/' }).code(204).send(null)
    },
  )
}

function addPasswordChange(app: App, context: HttpContext, attempts: AttemptLimit): void {
  app.put(
    '/api/session/password',
    {
      config: { signedIn: true },
      schema: {
        operationId: 'changeOwnPassword',
        summary: 'Change your own password',
        description: 'Ends your logins in other browsers.',
        tags: ['session'],
        body: strictObject({ current: PasswordInput, next: PasswordInput }),
        response: { 204: Type.Null({ description: 'Changed.' }) },
      },
    },
    async (request, reply) => {
      const { id, loginHash: keepLoginHash } = onlyUser(request.caller)
      const outcome = await limited(attempts, request, () =>
        changePassword(context.flow, request.origin, { id, keepLoginHash, ...request.body }),
      )
      switch (outcome.kind) {
        case 'changed':
          return reply.code(204).send(null)
        case 'unknown_user':
        case 'wrong_password':
          throw problem(403, 'wrong-password', 'The current password is not right.', {
            errors: [{ field: 'current', message: 'must be your password until now' }],
          })
        case 'weak_password':
          throw weakPassword('next', outcome.why)
      }
    },
  )
}

async function signInWith(
  context: HttpContext,
  attempts: AttemptLimit,
  request: FastifyRequest,
  reply: FastifyReply,
  credentials: { readonly name: string; readonly password: string },
) {
  const outcome = await limited(attempts, request, () =>
    signIn(context.flow, request.origin, { ...credentials, address: request.ip }),
  )
  if (outcome.kind === 'refused') {
    throw problem(
      401,
      'sign-in-refused',
      'Name or password is not right. After several failures a name is locked for a while; an administrator can end that.',
    )
  }
  const { user, secret, csrfToken } = outcome
  reply.setCookie(loginCookie, secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
    maxAge: loginMaxHours * 3600,
  })
  return sessionView(context, { kind: 'user', name: user.name, role: user.role, csrfToken })
}

async function limited<T>(
  attempts: AttemptLimit,
  request: FastifyRequest,
  run: () => Promise<T>,
): Promise<T> {
  const attempt = await attempts.run(request.ip, run)
  if (attempt.ok) return attempt.value
  const headers = { 'retry-after': String(attempt.retryAfterS) }
  throw problem(429, 'too-many-attempts', `Too many attempts. Try again in ${attempt.retryAfterS} s.`, {
    headers,
  })
}

/** Tokens and the command line have neither a cookie nor a password of their own. */
function onlyUser(caller: Caller | null): Extract<Caller, { kind: 'user' }> {
  if (caller?.kind === 'user') return caller
  throw problem(403, 'not-a-person', 'This is for people who signed in with a password.')
}

type Shown = Pick<Extract<Caller, { kind: 'user' }>, 'kind' | 'name' | 'role' | 'csrfToken'>

function sessionView({ flow, version }: HttpContext, caller: Shown | Caller | null) {
  return {
    user: caller && {
      name: caller.name,
      role: caller.role,
      permissions: [...rolePermissions[caller.role]],
    },
    setupRequired: !hasUsers(flow.store),
    csrfToken: caller?.kind === 'user' ? caller.csrfToken : null,
    zone: flow.zone,
    version,
  }
}
