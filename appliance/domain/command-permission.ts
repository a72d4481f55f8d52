import type { Permission } from './permission.ts'

/** What changes a charger for good, or hands out what it keeps: settings, certificates, firmware, personal data. */
const configuring: ReadonlySet<string> = new Set([
  'ChangeConfiguration',
  'SetVariables',
  'SetNetworkProfile',
  'SendLocalList',
  'InstallCertificate',
  'DeleteCertificate',
  'CertificateSigned',
  'UpdateFirmware',
  'SignedUpdateFirmware',
  'PublishFirmware',
  'UnpublishFirmware',
  'SetVariableMonitoring',
  'ClearVariableMonitoring',
  'SetMonitoringBase',
  'SetMonitoringLevel',
  'CustomerInformation',
  'SetDefaultTariff',
  'ChangeTransactionTariff',
  'ClearTariffs',
  'SetDERControl',
  'ClearDERControl',
  // What a vendor makes of it is not known.
  'DataTransfer',
])

/** The permission that sending an OCPP action to a charger needs. */
export function commandPermission(action: string): Permission {
  return configuring.has(action) ? 'chargers.configure' : 'chargers.control'
}
