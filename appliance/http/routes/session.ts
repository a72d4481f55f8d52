import { Type } from 'typebox'
import { nameMaxLength } from '../../domain/user-name.ts'
import { signOut } from '../../flows/sign-out.ts'
import { AttemptLimit } from '../attempt-limit.ts'
import { loginCookie } from '../authentication.ts'
import type { App, HttpContext, Routes } from '../context.ts'
import { strictObject } from '../field-types.ts'
import { onlyUser, Session, sessionView, signInWith } from '../login-answer.ts'
import { PasswordInput } from '../person-input.ts'
import { addPasswordChange } from './own-password.ts'
import { addSetUp } from './set-up.ts'

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
