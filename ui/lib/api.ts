import { createStore } from './store.ts'
import type { Permission, WhoAmI } from './api-types.ts'
import type { Overlap } from './schedule-types.ts'

interface ProblemParts {
  errors?: { field: string; message: string }[]
  retryAfterS?: number | null
  decisionId?: number | null
  overlap?: Overlap | null
  chargers?: { chargerId: string; reasons: string[] }[]
  type?: string
}

/** A refusal of the gateway (RFC 9457), or `status` 0 when it could not be reached at all. */
export class ApiProblem extends Error {
  readonly status: number
  /** What is wrong with single fields of what was sent. */
  readonly errors: { field: string; message: string }[]
  readonly retryAfterS: number | null
  /** The access decision that stood in the way. */
  readonly decisionId: number | null
  /** Where windows of a calendar contradict each other. */
  readonly overlap: Overlap | null
  /** The chargers that stand in the way, with the reasons of each. */
  readonly chargers: { chargerId: string; reasons: string[] }[]
  /** What kind of refusal it is: `policy-changed`; empty where it is not said. */
  readonly kind: string

  /** `detail` says what went wrong and what to do, in words for people. */
  constructor(
    status: number,
    detail: string,
    {
      errors = [],
      retryAfterS = null,
      decisionId = null,
      overlap = null,
      chargers = [],
      type = '',
    }: ProblemParts = {},
  ) {
    super(detail)
    this.status = status
    this.errors = errors
    this.retryAfterS = retryAfterS
    this.decisionId = decisionId
    this.overlap = overlap
    this.chargers = chargers
    this.kind = type.replace('/problems/', '')
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>

interface Request {
  query?: Query
  /** Sent as JSON. */
  body?: unknown
  /** Sent as it is, in place of `body`. */
  csv?: string
  signal?: AbortSignal
}

/** Who is signed in; `null` until the gateway has answered for the first time. */
export const whoAmI = createStore<WhoAmI | null>(null)

export const api = {
  get: <T>(path: string, request: Request = {}) => send<T>('GET', path, request),
  post: <T>(path: string, request: Request = {}) => send<T>('POST', path, request),
  put: <T>(path: string, request: Request = {}) => send<T>('PUT', path, request),
  patch: <T>(path: string, request: Request = {}) => send<T>('PATCH', path, request),
  delete: <T>(path: string, request: Request = {}) => send<T>('DELETE', path, request),
}

/** Asks the gateway who is signed in, and takes the new CSRF token. */
export async function refreshWhoAmI(): Promise<void> {
  whoAmI.set(await api.get<WhoAmI>('/api/session'))
}

/** Whether the signed-in user may do this. The gateway checks again; here it only decides what is offered. */
export function may(permission: Permission): boolean {
  return whoAmI.get()?.user?.permissions.includes(permission) ?? false
}

/** `path` with the query members that have a value. */
export function withQuery(path: string, query: Query = {}): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') params.set(name, String(value))
  }
  const text = params.toString()
  if (text === '') return path
  return `${path}${path.includes('?') ? '&' : '?'}${text}`
}

async function send<T>(method: string, path: string, request: Request): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (method !== 'GET') headers['x-csrf-token'] = whoAmI.get()?.csrfToken ?? ''
  const init: RequestInit = { method, headers, credentials: 'same-origin' }
  if (request.csv !== undefined) {
    headers['content-type'] = 'text/csv'
    init.body = request.csv
  } else if (request.body !== undefined) {
    headers['content-type'] = 'application/json'
    init.body = JSON.stringify(request.body)
  }
  if (request.signal) init.signal = request.signal
  const response = await reach(withQuery(path, request.query), init)
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T
  const problem = await readProblem(response)
  // A session that ended elsewhere shows the sign-in page instead of an error on every panel.
  if (response.status === 401 && whoAmI.get()?.user && path !== '/api/session') await refreshWhoAmI()
  throw problem
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiProblem(
      0,
      'The gateway did not answer. Check that this device is on the depot network, then try again.',
    )
  }
}

/** The problem document of a failed response; one that carries none is described by its status. */
async function readProblem(response: Response): Promise<ApiProblem> {
  const retryAfterS = Number(response.headers.get('retry-after')) || null
  try {
    const { title, detail, ...parts } = (await response.json()) as {
      title?: string
      detail?: string
    } & ProblemParts
    const text = detail ?? title ?? `The gateway answered with error ${response.status}.`
    return new ApiProblem(response.status, text, { ...parts, retryAfterS })
  } catch {
    return new ApiProblem(response.status, `The gateway answered with error ${response.status}.`, {
      retryAfterS,
    })
  }
}
