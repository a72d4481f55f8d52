import type { BootVerdict, Dialect, Reading, StopReason, Transaction } from './dialect.ts'

const statuses = {
  available: 'Available',
  preparing: 'Preparing',
  charging: 'Charging',
  finishing: 'Finishing',
  faulted: 'Faulted',
  unavailable: 'Unavailable',
} as const

const reasons: Readonly<Record<StopReason, string>> = {
  local: 'Local',
  remote: 'Remote',
  unplugged: 'EVDisconnected',
  refused: 'DeAuthorized',
  power_loss: 'PowerLoss',
  reset: 'SoftReset',
}

/** ChargePointErrorCode (7.6); what else a fault is called goes into the vendor's fields. */
const errorCodes = new Set([
  'ConnectorLockFailure',
  'EVCommunicationError',
  'GroundFailure',
  'HighTemperature',
  'InternalError',
  'OverCurrentFailure',
  'OverVoltage',
  'PowerMeterFailure',
  'PowerSwitchFailure',
  'ReaderFailure',
  'ResetFailure',
  'UnderVoltage',
  'WeakSignal',
])

/** OCPP 1.6. */
export const v16: Dialect = {
  wholeCharger: 0,
  enabled: null,
  names: {
    heartbeatS: 'HeartbeatInterval',
    sampleIntervalS: 'MeterValueSampleInterval',
    stopWhenRefused: 'StopTransactionOnInvalidId',
    authoriseRemoteStart: 'AuthorizeRemoteTxRequests',
    listWhenOffline: 'LocalAuthorizeOffline',
    unknownWhenOffline: 'AllowOfflineTxForUnknownId',
    listEnabled: 'LocalAuthListEnabled',
    cacheEnabled: 'AuthorizationCacheEnabled',
    listMaxEntries: 'LocalAuthListMaxLength',
    listMaxPerMessage: 'SendLocalListMaxLength',
  },
  defaults: ({ connectors }) => ({
    AllowOfflineTxForUnknownId: 'false',
    AuthorizationCacheEnabled: 'false',
    AuthorizeRemoteTxRequests: 'true',
    ClockAlignedDataInterval: '0',
    ConnectionTimeOut: '60',
    'GetConfigurationMaxKeys!': '50',
    HeartbeatInterval: '300',
    LocalAuthListEnabled: 'true',
    'LocalAuthListMaxLength!': '500',
    LocalAuthorizeOffline: 'true',
    LocalPreAuthorize: 'false',
    MeterValueSampleInterval: '60',
    MeterValuesSampledData: 'Energy.Active.Import.Register,Power.Active.Import',
    'NumberOfConnectors!': String(connectors),
    ResetRetries: '1',
    'SendLocalListMaxLength!': '100',
    StopTransactionOnEVSideDisconnect: 'true',
    StopTransactionOnInvalidId: 'true',
    'SupportedFeatureProfiles!': 'Core,LocalAuthListManagement,RemoteTrigger',
    TransactionMessageAttempts: '5',
    TransactionMessageRetryInterval: '1',
    UnlockConnectorOnEVSideDisconnect: 'true',
    WebSocketPingInterval: '60',
  }),
  boot: ({ vendor, model, serial, firmware }) => ({
    action: 'BootNotification',
    payload: {
      chargePointVendor: vendor,
      chargePointModel: model,
      chargePointSerialNumber: serial,
      firmwareVersion: firmware,
    },
  }),
  bootVerdict: ({ status, interval }) => ({
    status: status as BootVerdict['status'],
    intervalS: interval as number,
  }),
  status: (connectorId, status, at, fault) => ({
    action: 'StatusNotification',
    payload: {
      connectorId,
      status: statuses[status],
      timestamp: at.toString(),
      ...(fault === null
        ? { errorCode: 'NoError' }
        : {
            errorCode: errorCodes.has(fault.code) ? fault.code : 'OtherError',
            vendorErrorCode: fault.vendorCode,
            info: fault.info,
          }),
    },
  }),
  faultEvent: () => null,
  authorise: (idTag) => ({ action: 'Authorize', payload: { idTag } }),
  verdict: ({ idTagInfo }) => (idTagInfo as { status?: string } | undefined)?.status ?? null,
  started: (transaction, reading) => () => ({
    action: 'StartTransaction',
    payload: {
      connectorId: transaction.connector,
      idTag: transaction.tag ?? '',
      meterStart: Math.round(transaction.meterStartWh),
      timestamp: reading.at.toString(),
    },
  }),
  sampled: (transaction, reading) => () => ({
    action: 'MeterValues',
    payload: {
      connectorId: transaction.connector,
      transactionId: idOf(transaction),
      meterValue: [{ timestamp: reading.at.toString(), sampledValue: sampledValue(reading) }],
    },
  }),
  ended: (transaction, reading, reason, word) => () => ({
    action: 'StopTransaction',
    payload: {
      transactionId: idOf(transaction),
      ...(reason === 'local' && transaction.tag !== null ? { idTag: transaction.tag } : {}),
      meterStop: Math.round(reading.energyWh),
      timestamp: reading.at.toString(),
      reason: word ?? reasons[reason],
    },
  }),
  givenId: ({ transactionId }) => (typeof transactionId === 'number' ? transactionId : null),
}

/** A charger whose start was never answered has nothing better to say. */
function idOf({ id }: Transaction): number {
  return typeof id === 'number' ? id : -1
}

function sampledValue({ energyWh, powerW }: Reading): object[] {
  const context = 'Sample.Periodic'
  return [
    { value: energyWh.toFixed(1), context, measurand: 'Energy.Active.Import.Register', unit: 'Wh' },
    { value: powerW.toFixed(0), context, measurand: 'Power.Active.Import', unit: 'W' },
  ]
}
