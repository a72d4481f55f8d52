import { Type } from 'typebox'
import { changePassword } from '../../flows/change-password.ts'
import type { AttemptLimit } from '../attempt-limit.ts'
import type { App, HttpContext } from '../context.ts'
import { strictObject } from '../field-types.ts'
import { limited, onlyUser } from '../login-answer.ts'
import { PasswordInput, weakPassword } from '../person-input.ts'
import { problem } from '../problem.ts'

/** `PUT /api/session/password`: people change their own password. */
export function addPasswordChange(app: App, context: HttpContext, attempts: AttemptLimit): void {
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
