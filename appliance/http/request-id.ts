import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** The client's own `x-request-id` where it is well-formed, so that its log and our ledger can be matched. */
export function requestIdOf(request: IncomingMessage): string {
  const sent = request.headers['x-request-id']
  return typeof sent === 'string' && /^[\w.:-]{1,64}$/.test(sent) ? sent : randomUUID()
}
