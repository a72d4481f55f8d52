import type { FastifyRequest } from 'fastify'
import { sameSecret } from '../domain/bearer-secret.ts'
import { roleHas } from '../domain/permission.ts'
import type { Permission } from '../domain/permission.ts'
import type { Origin } from '../flows/context.ts'
import { authenticate, isThisMachine } from './authentication.ts'
import type { Caller } from './authentication.ts'
import type { App, HttpContext } from './context.ts'
import { problem } from './problem.ts'

declare module 'fastify' {
  /** Every route states exactly one of these; a route without is a mistake that stops the start. */
  interface FastifyContextConfig {
    permission?: Permission
    /** For whoever is signed in, whatever the role. */
    signedIn?: true
    public?: true
    /** Besides those with the permission, whoever is on this machine. */
    openToThisMachine?: true
  }

  interface FastifyRequest {
    /** Who is asking; null on public routes without a valid credential. */
    caller: Caller | null
    /** What a flow is handed: who asked, in which request. */
    readonly origin: Origin
  }
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Checks each request's credential, its Origin, its CSRF token and the permission of its route. */
export function addAccessControl(app: App, context: HttpContext): void {
  app.decorateRequest('caller', null)
  app.decorateRequest('origin', {
    getter(this: FastifyRequest): Origin {
      return { actor: actorOf(this.caller), requestId: this.id }
    },
  })
  app.addHook('onRoute', ({ method, url, config }) => {
    const stated = [config?.permission, config?.signedIn, config?.public].filter(Boolean)
    if (stated.length !== 1) {
      throw new Error(`${String(method)} ${url} must state one of permission, signedIn and public`)
    }
  })
  app.addHook('onRequest', async (request) => {
    request.caller = authenticate(context, request)
    refuseForeignOrigin(request)
    refuseWithoutCsrfToken(request)
    refuseWithoutPermission(request)
  })
}

function actorOf(caller: Caller | null): string {
  return caller === null ? 'anonymous' : `${caller.kind}:${caller.name}`
}

/** A page of another site must not act with the browser's cookie, nor open the live feed with it. */
function refuseForeignOrigin(request: FastifyRequest): void {
  const { origin, upgrade } = request.headers
  if (origin === undefined || (safeMethods.has(request.method) && upgrade === undefined)) return
  if (request.caller !== null && request.caller.kind !== 'user') return
  if (hostOf(origin) !== request.headers.host) {
    throw problem(403, 'foreign-origin', 'The request comes from a page of another site.')
  }
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}

function refuseWithoutCsrfToken(request: FastifyRequest): void {
  const { caller } = request
  if (caller?.kind !== 'user' || safeMethods.has(request.method)) return
  const sent = request.headers['x-csrf-token']
  if (typeof sent === 'string' && sameSecret(sent, caller.csrfToken)) return
  throw problem(403, 'csrf-token', 'The x-csrf-token header must be the csrfToken of GET /api/session.')
}

function refuseWithoutPermission(request: FastifyRequest): void {
  const { caller } = request
  const { config } = request.routeOptions
  // Routes state something or are refused at registration; what states nothing is the answer to unknown paths.
  if (config.permission === undefined && config.signedIn === undefined) return
  if (config.openToThisMachine && isThisMachine(request)) return
  if (caller === null) {
    const headers = { 'www-authenticate': 'Bearer realm="gatehouse"' }
    throw problem(401, 'not-signed-in', 'Sign in, or send a valid API token.', { headers })
  }
  if (config.permission !== undefined && !roleHas(caller.role, config.permission)) {
    const detail = `This needs the permission ${config.permission}, which the role ${caller.role} does not have.`
    throw problem(403, 'not-permitted', detail, { members: { permission: config.permission } })
  }
}
