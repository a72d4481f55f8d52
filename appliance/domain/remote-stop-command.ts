import type { SessionRecord } from './session-record.ts'

/** The message that ends a session from here (1.6: 5.12 RemoteStopTransaction, 2.x: F03 RequestStopTransaction). */
export function remoteStopCommand({
  protocol,
  transactionId,
}: Pick<SessionRecord, 'protocol' | 'transactionId'>): { readonly action: string; readonly payload: object } {
  return protocol === 'ocpp1.6'
    ? { action: 'RemoteStopTransaction', payload: { transactionId: Number(transactionId) } }
    : { action: 'RequestStopTransaction', payload: { transactionId } }
}
