import type { Charger, ChargingSession } from './api-types.ts'

/** An action of the charger's own protocol version with its payload. */
export interface ChargerCommand {
  action: string
  payload: Record<string, unknown>
}

/** Where at the charger: OCPP 1.6 knows connectors only. */
export interface Outlet {
  evseId: number
  connectorId: number
}

function speaksOcpp16(charger: Pick<Charger, 'protocol'>): boolean {
  return charger.protocol === null || charger.protocol === 'ocpp1.6'
}

/** OCPP 1.6 5.11, 2.0.1 F03. A 1.6 transaction id is a number. */
export function stopCommand(charger: Charger, session: ChargingSession): ChargerCommand {
  const transactionId = session.transactionId ?? String(session.id)
  return speaksOcpp16(charger)
    ? { action: 'RemoteStopTransaction', payload: { transactionId: Number(transactionId) } }
    : { action: 'RequestStopTransaction', payload: { transactionId } }
}

/** Gentle: ends sessions properly (1.6) or waits for them (2.x). Forced: at once. */
export function resetCommand(charger: Charger, forced: boolean): ChargerCommand {
  if (speaksOcpp16(charger)) return { action: 'Reset', payload: { type: forced ? 'Hard' : 'Soft' } }
  return { action: 'Reset', payload: { type: forced ? 'Immediate' : 'OnIdle' } }
}

export function unlockCommand(charger: Charger, outlet: Outlet): ChargerCommand {
  const { evseId, connectorId } = outlet
  return speaksOcpp16(charger)
    ? { action: 'UnlockConnector', payload: { connectorId } }
    : { action: 'UnlockConnector', payload: { evseId, connectorId } }
}

/** OCPP 1.6 5.17, 2.0.1 F06. Without an outlet the charger reports on all of itself. */
export function triggerCommand(
  charger: Charger,
  requestedMessage: string,
  outlet: Outlet | null,
): ChargerCommand {
  if (!outlet) return { action: 'TriggerMessage', payload: { requestedMessage } }
  const where = speaksOcpp16(charger)
    ? { connectorId: outlet.connectorId }
    : { evse: { id: outlet.evseId, connectorId: outlet.connectorId } }
  return { action: 'TriggerMessage', payload: { requestedMessage, ...where } }
}

/** What a charger can be asked to report, by version. */
export function triggerMessages(charger: Charger): string[] {
  const common = ['StatusNotification', 'MeterValues', 'Heartbeat', 'BootNotification']
  return speaksOcpp16(charger)
    ? [...common, 'DiagnosticsStatusNotification', 'FirmwareStatusNotification']
    : [...common, 'TransactionEvent', 'LogStatusNotification', 'FirmwareStatusNotification']
}

const sentences: Record<string, string> = {
  Accepted: 'The charger accepted it.',
  Rejected: 'The charger refused it.',
  Scheduled: 'The charger will do it as soon as nothing is charging.',
  RebootRequired: 'Accepted; it takes effect after the charger has restarted.',
  NotImplemented: 'This charger does not know that message.',
  NotSupported: 'This charger does not support it.',
  Unlocked: 'The connector is unlocked.',
  UnlockFailed: 'The charger tried, and could not unlock the connector.',
  OngoingAuthorizedTransaction: 'Not unlocked: a session is running on this connector.',
  UnknownConnector: 'The charger has no such connector.',
}

/** A charger's answer in plain words, and whether it is what was hoped for. */
export function answerInWords(response: Record<string, unknown>): { text: string; good: boolean } {
  const status = response['status']
  if (typeof status !== 'string') return { text: 'The charger answered.', good: true }
  const good = ['Accepted', 'Scheduled', 'RebootRequired', 'Unlocked'].includes(status)
  return { text: sentences[status] ?? `The charger answered “${status}”.`, good }
}
