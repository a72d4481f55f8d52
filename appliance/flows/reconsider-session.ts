import { union, type SessionRecord } from '../domain/session-record.ts'
import type { Tx } from '../store/store.ts'
import type { FlowContext } from './context.ts'
import { judge, type Judgement } from './judge.ts'
import { decidedFor, standing } from './recorded-verdict.ts'
import type { AccessQuestion, Told } from './weigh.ts'

/** A token that comes up in a session that has begun: plug first, card later, or another card after a denial. */
export interface LaterToken extends Omit<AccessQuestion, 'evseId' | 'connectorId'> {
  readonly seqNo: number
  /** The number of the event whose token the session stands on so far; null before any. */
  readonly standsOn: number | null
}

export interface ReconsideredSession {
  readonly session: SessionRecord
  readonly verdict: Told
  readonly standsOn: number | null
}

/**
 * A session stands on the first token that may charge, and on the last while none may. First and last by the
 * charger's own numbers, so that it does not matter in which order its events come.
 */
export function reconsider(
  tx: Tx,
  context: FlowContext,
  session: SessionRecord,
  token: LaterToken,
): ReconsideredSession {
  const { seqNo, standsOn, identifier } = token
  const isDenied = session.flags.includes('denied')
  const takesOver = (denied: boolean) => {
    if (standsOn === null) return true
    return denied ? isDenied && seqNo > standsOn : isDenied || seqNo < standsOn
  }
  if (standsOn !== null && (identifier?.key ?? null) === session.identifierKey) {
    const verdict = decidedFor(tx, session)
    return { session, verdict, standsOn: takesOver(isDenied) ? seqNo : standsOn }
  }
  if (standsOn !== null && !isDenied && seqNo > standsOn) {
    return { session, verdict: standing(tx, context, session, token), standsOn }
  }
  const { evseId, connectorId } = session
  const verdict = judge(tx, context, { ...token, evseId, connectorId })
  if (!takesOver(verdict.verdict === 'deny')) return { session, verdict, standsOn }
  return { session: standingOn(session, token, verdict), verdict, standsOn: seqNo }
}

/** A session that stands on another token than before, or on a new verdict. */
export function standingOn(
  session: SessionRecord,
  { identifier }: Pick<LaterToken, 'identifier'>,
  judgement: Judgement,
): SessionRecord {
  const { flags } = session
  const isDenied = judgement.verdict === 'deny'
  return {
    ...session,
    identifierKey: identifier?.key ?? null,
    maskedIdentifier: identifier?.masked ?? null,
    accessClass: judgement.accessClass,
    vehicle: judgement.vehicle,
    accessMode: judgement.mode,
    decisionId: judgement.decisionId,
    flags: isDenied ? union(flags, ['denied']) : flags.filter((flag) => flag !== 'denied'),
  }
}
