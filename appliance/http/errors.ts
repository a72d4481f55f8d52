import type { Socket } from 'node:net'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { StoreClosedError } from '../store/group-commit.ts'
import type { HttpContext } from './context.ts'
import { Problem, problem, problemBody, problemMediaType } from './problem.ts'
import { toFieldErrors } from './validation.ts'

/** Turns whatever was thrown into an RFC 9457 answer; what nobody expected is logged and not told. */
export function answerError(
  context: HttpContext,
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const known = error instanceof Problem ? error : toProblem(error)
  if (known.status >= 500 && !(error instanceof Problem)) {
    const route = request.routeOptions.url ?? null
    context.flow.log.error({ err: error, requestId: request.id, route }, 'a request failed')
  }
  return sendProblem(reply, known, request.id)
}

/** Writes a problem, also where no handler ran. */
export function sendProblem(
  reply: FastifyReply,
  { status, slug, message, extra }: Problem,
  requestId: string,
) {
  return reply
    .code(status)
    .headers({ ...extra.headers })
    .type(problemMediaType)
    .send(problemBody(status, slug, message, requestId, extra))
}

function toProblem(error: FastifyError | Error): Problem {
  if (error instanceof StoreClosedError) {
    return problem(503, 'shutting-down', 'The gateway is shutting down. Try again in a moment.')
  }
  if ('validation' in error && error.validation) return validationProblem(error)
  const status = 'statusCode' in error && error.statusCode !== undefined ? error.statusCode : 500
  switch (status) {
    case 400:
      return problem(
        400,
        'bad-request',
        'The request cannot be read: its body is not JSON, or its path is broken.',
      )
    case 413:
      return problem(413, 'too-large', 'The body of the request is too large.')
    case 415:
      return problem(415, 'unsupported-media-type', 'Send the body in the media type that this route states.')
    default:
      return problem(500, 'internal', 'The gateway failed at this. Its log tells more under the request id.')
  }
}

const partNames: Record<string, string> = { body: 'body', querystring: 'query', params: 'path' }

function validationProblem({ validation, validationContext }: FastifyError): Problem {
  const part = partNames[validationContext ?? ''] ?? 'headers'
  const errors = toFieldErrors(validation ?? [])
  return problem(400, 'invalid-request', `The ${part} of the request is not as this route needs it.`, {
    errors,
  })
}

/** What is not even HTTP is answered on the bare socket. */
export function answerBrokenRequest(error: { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return
  const status =
    error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
  const body = problemBody(status, 'bad-request', 'This is not a request that can be read.', null)
  socket.end(
    `HTTP/1.1 ${status} Bad Request\r\ncontent-type: ${problemMediaType}\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}
