import { Type } from 'typebox'
import { setUpFirstAdmin } from '../../flows/set-up-first-admin.ts'
import type { AttemptLimit } from '../attempt-limit.ts'
import type { App, HttpContext } from '../context.ts'
import { strictObject } from '../field-types.ts'
import { limited, Session, signInWith } from '../login-answer.ts'
import { NameInput, nameTaken, PasswordInput, weakPassword } from '../person-input.ts'
import { problem } from '../problem.ts'

/** `POST /api/setup`: how the first administrator comes to be. */
export function addSetUp(app: App, context: HttpContext, attempts: AttemptLimit): void {
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
