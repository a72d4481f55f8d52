import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { permissions, rolePermissions } from '../domain/permission.ts'
import { loginMaxHours } from '../flows/keep-login.ts'
import { signIn } from '../flows/sign-in.ts'
import { hasUsers } from '../store/users.ts'
import type { AttemptLimit } from './attempt-limit.ts'
import { loginCookie } from './authentication.ts'
import type { Caller } from './authentication.ts'
import type { HttpContext } from './context.ts'
import { nullable } from './field-types.ts'
import { problem } from './problem.ts'
import { RoleInput } from './person-input.ts'

/** What a browser is told of who is signed in. */
export const Session = Type.Object({
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

/** Signs in with the cookie set on `reply`, or throws the problem that tells why not. */
export async function signInWith(
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

/** Runs an attempt at a password or code within the limit of its address, or throws a 429 problem. */
export async function limited<T>(
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
export function onlyUser(caller: Caller | null): Extract<Caller, { kind: 'user' }> {
  if (caller?.kind === 'user') return caller
  throw problem(403, 'not-a-person', 'This is for people who signed in with a password.')
}

type Shown = Pick<Extract<Caller, { kind: 'user' }>, 'kind' | 'name' | 'role' | 'csrfToken'>

export function sessionView({ flow, version }: HttpContext, caller: Shown | Caller | null) {
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
