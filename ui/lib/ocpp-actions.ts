/** What a gateway may send, by protocol version: OCPP 1.6 with its security extension, 2.0.1, 2.1. */

const common = [
  'CancelReservation',
  'CertificateSigned',
  'ChangeAvailability',
  'ClearCache',
  'ClearChargingProfile',
  'DataTransfer',
  'DeleteCertificate',
  'GetCompositeSchedule',
  'GetInstalledCertificateIds',
  'GetLocalListVersion',
  'GetLog',
  'InstallCertificate',
  'ReserveNow',
  'Reset',
  'SendLocalList',
  'SetChargingProfile',
  'TriggerMessage',
  'UnlockConnector',
  'UpdateFirmware',
]

const ocpp16 = [
  ...common,
  'ChangeConfiguration',
  'ExtendedTriggerMessage',
  'GetConfiguration',
  'GetDiagnostics',
  'RemoteStartTransaction',
  'RemoteStopTransaction',
  'SignedUpdateFirmware',
]

const ocpp201 = [
  ...common,
  'ClearDisplayMessage',
  'ClearVariableMonitoring',
  'CostUpdated',
  'CustomerInformation',
  'GetBaseReport',
  'GetChargingProfiles',
  'GetDisplayMessages',
  'GetMonitoringReport',
  'GetReport',
  'GetTransactionStatus',
  'GetVariables',
  'PublishFirmware',
  'RequestStartTransaction',
  'RequestStopTransaction',
  'SetDisplayMessage',
  'SetMonitoringBase',
  'SetMonitoringLevel',
  'SetNetworkProfile',
  'SetVariableMonitoring',
  'SetVariables',
  'UnpublishFirmware',
]

const ocpp21 = [
  ...ocpp201,
  'AFRRSignal',
  'AdjustPeriodicEventStream',
  'ChangeTransactionTariff',
  'ClearDERControl',
  'ClearTariffs',
  'GetDERControl',
  'GetPeriodicEventStream',
  'GetTariffs',
  'NotifyAllowedEnergyTransfer',
  'NotifyWebPaymentStarted',
  'RequestBatterySwap',
  'SetDERControl',
  'SetDefaultTariff',
  'UpdateDynamicSchedule',
  'UsePriorityCharging',
]

export function sendableActions(protocol: string | null): string[] {
  if (protocol === 'ocpp2.1') return ocpp21.toSorted()
  return (protocol === 'ocpp2.0.1' ? ocpp201 : ocpp16).toSorted()
}

/** Payloads to start from, for what is asked most. */
const examples: Record<string, object> = {
  ChangeAvailability: { connectorId: 1, type: 'Inoperative' },
  ChangeConfiguration: { key: 'HeartbeatInterval', value: '300' },
  DataTransfer: { vendorId: '', messageId: '' },
  GetBaseReport: { requestId: 1, reportBase: 'FullInventory' },
  GetCompositeSchedule: { connectorId: 1, duration: 3600 },
  GetConfiguration: { key: [] },
  GetVariables: { getVariableData: [{ component: { name: 'AuthCtrlr' }, variable: { name: 'Enabled' } }] },
  SetVariables: {
    setVariableData: [
      { component: { name: 'AuthCtrlr' }, variable: { name: 'Enabled' }, attributeValue: 'true' },
    ],
  },
  TriggerMessage: { requestedMessage: 'StatusNotification' },
}

const examples2: Record<string, object> = {
  ChangeAvailability: { operationalStatus: 'Inoperative', evse: { id: 1 } },
  GetCompositeSchedule: { evseId: 1, duration: 3600 },
}

export function examplePayload(action: string, protocol: string | null): string {
  const isFirst = protocol === null || protocol === 'ocpp1.6'
  const example = (isFirst ? undefined : examples2[action]) ?? examples[action] ?? {}
  return JSON.stringify(example, null, 2)
}
