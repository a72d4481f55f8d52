import { asTold, changeOf, refold, type SessionAction, type SessionRecord } from '../domain/session-record.ts'
import { applyFact, type TransactionFact } from '../domain/transaction.ts'
import { appendToLedger } from '../ledger/append.ts'
import { readFold, saveFold } from '../store/session-folds.ts'
import { insertSession, updateSession } from '../store/sessions.ts'
import type { Tx } from '../store/store.ts'
import type { FlowContext, Origin } from './context.ts'

/** Stores a session, new or changed, with the ledger entry that says so. The entry carries all of it. */
export function saveSession(
  tx: Tx,
  context: FlowContext,
  origin: Origin,
  action: SessionAction,
  session: SessionRecord,
): void {
  if (action === 'session.started') insertSession(tx, session)
  else updateSession(tx, session)
  appendToLedger(tx, {
    at: session.updatedAt,
    actor: origin.actor,
    action,
    subject: `session:${session.id}`,
    requestId: origin.requestId,
    body: { ...session },
  })
  tx.afterCommit(() => {
    const { identifierKey: _, ...item } = session
    context.publish({ topic: 'session', chargerId: session.chargerId, item })
  })
}

/** Adds what the charger told to what is known of a session. `changed` as seen before the fact, if it was. */
export function tellSession(
  tx: Tx,
  context: FlowContext,
  origin: Origin,
  session: SessionRecord,
  fact: TransactionFact,
  now: string,
  changed: SessionRecord = session,
): SessionRecord {
  const kept = readFold(tx, session.id)
  const fold = applyFact(kept.first === null ? refold(session) : kept, fact)
  saveFold(tx, session.id, fold)
  const after = asTold(changed, fold, now)
  const action = changeOf(session, after)
  if (action) saveSession(tx, context, origin, action, after)
  return after
}
