import { assumeEnded, type SessionRecord } from '../domain/session-record.ts'
import { lastEnergyOf } from '../store/meter-samples.ts'
import type { Tx } from '../store/store.ts'
import { gatewayOrigin, type FlowContext } from './context.ts'
import { saveSession } from './save-session.ts'

/** Closes a session whose end nobody will tell, at the last that is known of it. */
export function presumeEnded(
  tx: Tx,
  context: FlowContext,
  session: SessionRecord,
  because: { readonly superseded: boolean; readonly now: string },
): void {
  const last = lastEnergyOf(tx, session.id)
  const at = last?.at ?? (because.superseded ? because.now : session.updatedAt)
  const end = { at, meterWh: last?.energyWh ?? null, superseded: because.superseded }
  const closed = assumeEnded(session, end, because.now)
  saveSession(tx, context, gatewayOrigin, 'session.presumed_ended', closed)
}
