import type { SessionRecord } from '../domain/session-record.ts'
import { fromUtcText } from '../domain/utc-text.ts'
import { wasStopAsked } from '../store/commands.ts'
import type { Tx } from '../store/store.ts'
import type { FlowContext } from './context.ts'
import { recordChargerDenial } from './judge.ts'
import type { AccessQuestion } from './weigh.ts'

/**
 * Records that a charger refused a session which was allowed here. It says so by the reason of the end; where we
 * asked for the end, by a denial, a command or because managed access began, it is our own word that comes back.
 */
export function recordLocalRejection(
  tx: Tx,
  context: FlowContext,
  { charger, message, origin }: Pick<AccessQuestion, 'charger' | 'message' | 'origin'>,
  before: SessionRecord | null,
  after: SessionRecord,
): void {
  const { evseId, connectorId, protocol, identifierKey: key, maskedIdentifier: masked } = after
  const endsNow = before?.state !== 'ended' && after.state === 'ended' && after.endedAt !== null
  const wasAllowed = after.accessMode === 'managed_access' && after.decisionId !== null
  const wasAsked = after.flags.includes('denied') || after.flags.includes('boundary')
  if (!endsNow || after.stopReason !== 'deauthorised' || !wasAllowed || wasAsked) return
  if (wasStopAsked(tx, after.chargerId, after.transactionId, after.receivedAt)) return
  const identifier =
    key === null || masked === null ? null : { type: 'rfid' as const, key, masked, seal: null }
  const at = fromUtcText(after.endedAt)
  const question = { charger, protocol, message, evseId, connectorId, identifier, at, origin }
  recordChargerDenial(tx, context, question, 'charger_local_rejection')
}
