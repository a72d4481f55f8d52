import type { SessionRecord } from '../domain/session-record.ts'
import { findDecision } from '../store/decisions.ts'
import type { Tx } from '../store/store.ts'
import type { FlowContext } from './context.ts'
import { toldOf, weigh, type AccessQuestion, type Told } from './weigh.ts'

/** What was decided when the session's own identifier was presented; it is not decided twice. */
export function decidedFor(tx: Tx, { decisionId }: SessionRecord): Told {
  const decision = decisionId === null ? null : findDecision(tx, decisionId)
  if (!decision || decision.observed) return toldOf(null)
  return { verdict: decision.outcome, reason: decision.reason, restriction: decision.restriction }
}

/**
 * What is said of an identifier that comes up in a session without asking to charge: one that ends it, or
 * comes again. Nothing is recorded; but chargers remember the answer, so a stranger is not called accepted.
 */
export function standing(
  tx: Tx,
  context: FlowContext,
  session: SessionRecord,
  question: Pick<AccessQuestion, 'charger' | 'identifier' | 'at'>,
): Told {
  const isItsOwn = (question.identifier?.key ?? null) === session.identifierKey
  const wasAsked = session.decisionId !== null || session.accessMode === 'freevend'
  if (isItsOwn && wasAsked) return decidedFor(tx, session)
  return toldOf(weigh(tx, context, { ...question, evseId: session.evseId }))
}
