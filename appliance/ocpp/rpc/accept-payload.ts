import type { Connection } from './connection.ts'
import type { Payload } from './message.ts'
import type { RpcContext } from './rpc-owner.ts'
import type { SchemaProblem } from './schema-problem.ts'
import { validate } from './schemas.ts'
import type { PayloadKind } from './schemas.ts'

/** A payload that does not fit its schema, with what the profile's tolerances made of it, if anything. */
export type Objection = { readonly problem: SchemaProblem; readonly repaired: Payload | null }

/**
 * Checks what a charger sent. Null when it fits, so that the good case costs nothing more; else the tolerances
 * have their one chance, and what they return must fit.
 */
export function objectionTo(
  context: RpcContext,
  connection: Connection,
  action: string,
  kind: PayloadKind,
  payload: Payload | null,
): Objection | null {
  const { protocol } = connection
  const problem = validate(protocol, action, kind, payload)
  if (problem === null) return null
  if (problem.code === 'NotImplemented' || payload === null) return { problem, repaired: null }
  const repaired = repair(context, connection, action, kind, payload, problem)
  if (repaired === null) return { problem, repaired }
  const remaining = validate(protocol, action, kind, repaired)
  if (remaining !== null) return { problem: remaining, repaired: null }
  context.counters.repaired++
  return { problem, repaired }
}

/** A tolerance that fails is one that does not help: whoever waits for this payload must not wait for ever. */
function repair(
  { owner, log }: RpcContext,
  connection: Connection,
  action: string,
  kind: PayloadKind,
  payload: Payload,
  problem: SchemaProblem,
): Payload | null {
  try {
    return owner.repair?.(connection, action, payload, problem, kind) ?? null
  } catch (error) {
    log.error({ identity: connection.identity, action, err: error }, 'tolerance failed')
    return null
  }
}
