import { WriteFailedError } from '../../domain/write-failed.ts'
import { objectionTo } from './accept-payload.ts'
import type { Connection } from './connection.ts'
import { RpcError } from './error-code.ts'
import type { InboundFlow } from './inbound-flow.ts'
import { resultText } from './message.ts'
import type { Payload, Request } from './message.ts'
import type { RpcContext } from './rpc-owner.ts'

/**
 * Has the owner handle a CALL or SEND and answers the CALL. An answer that is there at once leaves at once,
 * without a promise in between. Ids are not remembered: chargers repeat them, within a socket too, so a
 * repeated request is handled and answered like any other, and the flows recognise what they have seen.
 */
export function answerRequest(
  context: RpcContext,
  connection: Connection,
  flow: InboundFlow,
  request: Request,
): void {
  try {
    const objection = objectionTo(context, connection, request.action, 'request', request.payload)
    if (objection !== null && objection.repaired === null) {
      return refuse(
        context,
        connection,
        request,
        new RpcError(objection.problem.code, objection.problem.message),
      )
    }
    const payload = objection?.repaired ?? request.payload
    const answer = handle(context, connection, request, payload)
    if (answer instanceof Promise) void settle(context, connection, flow, request, answer)
    else complete(connection, request, answer)
  } catch (error) {
    refuse(context, connection, request, error)
  }
}

function handle(
  { owner }: RpcContext,
  connection: Connection,
  request: Request,
  payload: Payload,
): Payload | void | Promise<Payload | void> {
  if (request.kind === 'call') return owner.handleCall(connection, request.action, payload, request.id)
  return owner.handleSend?.(connection, request.action, payload)
}

async function settle(
  context: RpcContext,
  connection: Connection,
  flow: InboundFlow,
  request: Request,
  answer: Promise<Payload | void>,
): Promise<void> {
  flow.handlerStarted()
  try {
    complete(connection, request, await answer)
  } catch (error) {
    refuse(context, connection, request, error)
  } finally {
    flow.handlerDone()
  }
}

function complete(connection: Connection, request: Request, answer: Payload | void): void {
  if (request.kind === 'call') connection.transmit(resultText(request.id, answer ?? {}))
}

/** A SEND is never answered, not even by an error (2.1 Part 4, §4.2.4). */
function refuse(context: RpcContext, connection: Connection, request: Request, error: unknown): void {
  const known = error instanceof RpcError
  // Writes that fail are counted where they fail: each charger would add a line for each of its messages.
  if (!known && !(error instanceof WriteFailedError)) {
    const { identity } = connection
    context.log.error({ identity, action: request.action.slice(0, 64), err: error }, 'handler failed')
  }
  if (request.kind === 'send') return
  if (known) connection.answerError(request.id, error.code, error.message)
  else connection.answerError(request.id, 'InternalError', '')
}
