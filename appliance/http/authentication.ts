import type { FastifyRequest } from 'fastify'
import { sameSecret, secretHash, tokenPrefix } from '../domain/bearer-secret.ts'
import type { Role } from '../domain/permission.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { keepLogin } from '../flows/keep-login.ts'
import { noteTokenUse } from '../flows/note-token-use.ts'
import { findApiToken, findApiTokenByHash } from '../store/api-tokens.ts'
import type { ApiTokenRow } from '../store/api-tokens.ts'
import { findLogin } from '../store/logins.ts'
import type { HttpContext } from './context.ts'

/** Who is asking, once the credential has been checked. */
export type Caller =
  | {
      readonly kind: 'user'
      readonly id: number
      readonly name: string
      readonly role: Role
      readonly loginHash: string
      readonly csrfToken: string
    }
  | { readonly kind: 'token'; readonly id: number; readonly name: string; readonly role: Role }
  | { readonly kind: 'cli'; readonly name: string; readonly role: 'admin' }

export const loginCookie = 'gatehouse_login'

/** The command line says which user of the machine it runs for; it is believed since it has the secret. */
const cliUserHeader = 'x-gatehouse-cli-user'

/**
 * Finds out who is asking: an API token or the command line's secret as a bearer, else the login of the
 * browser. Null when there is no credential, or one that is unknown, expired, revoked or of a disabled user.
 */
export function authenticate(context: HttpContext, request: FastifyRequest): Caller | null {
  const bearer = /^Bearer ([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1]
  // A bearer that is not valid must not fall back to whatever cookie is there: scripts would not notice.
  if (bearer?.startsWith(tokenPrefix)) return tokenCaller(context, bearer)
  if (bearer !== undefined) return cliCaller(context, request, bearer)
  const cookie = request.cookies[loginCookie]
  return cookie === undefined ? null : userCaller(context, secretHash(cookie))
}

/** Whether the caller may still come in, with the role of now; for connections that stay open. */
export function stillAllowed(context: HttpContext, caller: Caller): Caller | null {
  switch (caller.kind) {
    case 'user':
      return userCaller(context, caller.loginHash)
    case 'token': {
      const token = findApiToken(context.flow.store, caller.id)
      return token !== undefined && isValid(context, token) ? caller : null
    }
    case 'cli':
      return caller
  }
}

function tokenCaller(context: HttpContext, bearer: string): Caller | null {
  const token = findApiTokenByHash(context.flow.store, secretHash(bearer))
  if (token === undefined || !isValid(context, token)) return null
  noteTokenUse(context.flow, token)
  return { kind: 'token', id: token.id, name: token.name, role: token.role }
}

function isValid(context: HttpContext, token: ApiTokenRow): boolean {
  const now = toUtcText(context.flow.clock.now())
  return token.revokedAt === null && (token.expiresAt === null || token.expiresAt > now)
}

function cliCaller(context: HttpContext, request: FastifyRequest, bearer: string): Caller | null {
  if (context.controlSecret === null || !isThisMachine(request)) return null
  if (!sameSecret(bearer, context.controlSecret)) return null
  const name = String(request.headers[cliUserHeader] ?? '')
  return { kind: 'cli', name: /^[\w.-]{1,32}$/.test(name) ? name : 'unknown', role: 'admin' }
}

function userCaller(context: HttpContext, tokenHash: string): Caller | null {
  const login = findLogin(context.flow.store, tokenHash)
  const now = toUtcText(context.flow.clock.now())
  if (login === undefined || login.disabledAt !== null || login.expiresAt <= now) return null
  keepLogin(context.flow, login)
  const { userId: id, name, role, csrfToken } = login
  return { kind: 'user', id, name, role, loginHash: tokenHash, csrfToken }
}

/** By the socket itself; no header can claim it. */
export function isThisMachine(request: FastifyRequest): boolean {
  const { remoteAddress = '' } = request.socket
  return remoteAddress === '::1' || /^(::ffff:)?127\./.test(remoteAddress)
}
