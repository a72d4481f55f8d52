import type { DecisionReason } from '../domain/decision.ts'
import type { SessionRecord } from '../domain/session-record.ts'
import { findDecision } from '../store/decisions.ts'
import type { Tx } from '../store/store.ts'
import type { FlowContext } from './context.ts'
import type { Judgement } from './judge.ts'

/** What a charger is told of an identifier. */
export type Told = Pick<Judgement, 'verdict' | 'reason' | 'restriction'>

/** What was decided when the session's identifier was first presented; it is not decided twice. */
export function decidedFor(tx: Tx, session: SessionRecord): Told {
  const decision = session.decisionId === null ? undefined : findDecision(tx, session.decisionId)
  if (!decision) return { verdict: 'open', reason: null, restriction: null }
  return { verdict: decision.outcome, reason: decision.reason as DecisionReason, restriction: null }
}

/**
 * How an identifier stands that ends a session it did not start. Nobody asks to charge, so nothing is
 * decided or recorded; but chargers remember the answer, so a stranger must not be called accepted.
 */
export function standing(context: FlowContext, identifierKey: string): Told {
  const known = context.facts.identifier(identifierKey)
  if (known?.status === 'active' && known.accessClass !== 'unknown') {
    return { verdict: 'allow', reason: known.accessClass, restriction: null }
  }
  const reason = known?.status === 'blocked' ? 'blocked_identifier' : 'unknown_identifier'
  return { verdict: 'deny', reason, restriction: null }
}
