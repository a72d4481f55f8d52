import { STATUS_CODES } from 'node:http'
import { Type } from 'typebox'

/** What is wrong with one field of a request; never repeats the value that was sent. */
export interface FieldError {
  /** Path with dots: `windows.0.mode`. */
  readonly field: string
  /** What it must be. */
  readonly message: string
}

export interface ProblemExtra {
  readonly errors?: readonly FieldError[]
  readonly headers?: Readonly<Record<string, string>>
  /** Members of its own, which RFC 9457 allows: the reasons of a refusal, a charger's error code. */
  readonly members?: Readonly<Record<string, unknown>>
}

/** An answer other than success, thrown by a handler and written by the server. */
export class Problem extends Error {
  readonly status: number
  readonly slug: string
  readonly extra: ProblemExtra

  constructor(status: number, slug: string, detail: string, extra: ProblemExtra) {
    super(detail)
    this.status = status
    this.slug = slug
    this.extra = extra
  }
}

/**
 * `throw problem(409, 'name-taken', 'A user of this name exists.')`. `detail` says what went wrong and what
 * to do, and holds nothing that the client sent.
 */
export function problem(status: number, slug: string, detail: string, extra: ProblemExtra = {}): Problem {
  return new Problem(status, slug, detail, extra)
}

export const problemMediaType = 'application/problem+json'

/** The body of RFC 9457. */
export function problemBody(
  status: number,
  slug: string,
  detail: string,
  requestId: string | null,
  extra: ProblemExtra = {},
): string {
  const { errors, members } = extra
  const title = STATUS_CODES[status] ?? 'Error'
  return JSON.stringify({ type: `/problems/${slug}`, title, status, detail, errors, requestId, ...members })
}

/** The schema of every error in the OpenAPI document. */
export const ProblemSchema = Type.Object(
  {
    type: Type.String({ description: 'A relative reference that names the kind of problem.' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'What went wrong and what to do about it.' }),
    errors: Type.Optional(Type.Array(Type.Object({ field: Type.String(), message: Type.String() }))),
    requestId: Type.Union([Type.String(), Type.Null()], {
      description: 'As in the x-request-id header and the ledger.',
    }),
  },
  { additionalProperties: true },
)
