import type { BootVerdict, Call, Dialect, Reading, StopReason, Transaction } from './dialect.ts'

const reasons: Readonly<Record<StopReason, { triggerReason: string; stoppedReason: string }>> = {
  local: { triggerReason: 'StopAuthorized', stoppedReason: 'Local' },
  remote: { triggerReason: 'RemoteStop', stoppedReason: 'Remote' },
  unplugged: { triggerReason: 'EVDeparted', stoppedReason: 'EVDisconnected' },
  refused: { triggerReason: 'Deauthorized', stoppedReason: 'DeAuthorized' },
  power_loss: { triggerReason: 'AbnormalCondition', stoppedReason: 'PowerLoss' },
  reset: { triggerReason: 'ResetCommand', stoppedReason: 'ImmediateReset' },
}

/** OCPP 2.0.1 and 2.1: what a simulated charger says is the same in both. */
export const v2: Dialect = {
  wholeCharger: null,
  enabled: 'AuthCtrlr/Enabled',
  names: {
    heartbeatS: 'OCPPCommCtrlr/HeartbeatInterval',
    sampleIntervalS: 'SampledDataCtrlr/TxUpdatedInterval',
    stopWhenRefused: 'TxCtrlr/StopTxOnInvalidId',
    authoriseRemoteStart: 'AuthCtrlr/AuthorizeRemoteStart',
    listWhenOffline: 'AuthCtrlr/LocalAuthorizeOffline',
    unknownWhenOffline: 'AuthCtrlr/OfflineTxForUnknownIdEnabled',
    listEnabled: 'LocalAuthListCtrlr/Enabled',
    cacheEnabled: 'AuthCacheCtrlr/Enabled',
    listMaxEntries: 'LocalAuthListCtrlr/MaxEntries',
    listMaxPerMessage: 'LocalAuthListCtrlr/ItemsPerMessage',
  },
  defaults: () => ({
    'AuthCacheCtrlr/Enabled': 'false',
    'AuthCtrlr/AuthorizeRemoteStart': 'true',
    'AuthCtrlr/DisableRemoteAuthorization': 'false',
    'AuthCtrlr/Enabled': 'true',
    'AuthCtrlr/LocalAuthorizeOffline': 'true',
    'AuthCtrlr/LocalPreAuthorize': 'false',
    'AuthCtrlr/OfflineTxForUnknownIdEnabled': 'false',
    'DeviceDataCtrlr/ItemsPerMessage!': '20',
    'LocalAuthListCtrlr/Enabled': 'true',
    'LocalAuthListCtrlr/ItemsPerMessage!': '100',
    'OCPPCommCtrlr/HeartbeatInterval': '300',
    'OCPPCommCtrlr/WebSocketPingInterval': '60',
    'SampledDataCtrlr/TxUpdatedInterval': '60',
    'SecurityCtrlr/SecurityProfile!': '1',
    'TxCtrlr/EVConnectionTimeOut': '60',
    'TxCtrlr/StopTxOnEVSideDisconnect': 'true',
    'TxCtrlr/StopTxOnInvalidId': 'true',
    'TxCtrlr/TxStartPoint': 'Authorized',
    'TxCtrlr/TxStopPoint': 'Authorized,EVConnected',
  }),
  boot: ({ vendor, model, serial, firmware }, reason) => ({
    action: 'BootNotification',
    payload: {
      reason: reason === 'reset' ? 'RemoteReset' : 'PowerUp',
      chargingStation: { vendorName: vendor, model, serialNumber: serial, firmwareVersion: firmware },
    },
  }),
  bootVerdict: ({ status, interval }) => ({
    status: status as BootVerdict['status'],
    intervalS: interval as number,
  }),
  status(evseId, status, at) {
    const occupied = status === 'preparing' || status === 'charging' || status === 'finishing'
    const connectorStatus = occupied ? 'Occupied' : status[0]!.toUpperCase() + status.slice(1)
    const payload = { timestamp: at.toString(), connectorStatus, evseId, connectorId: 1 }
    return { action: 'StatusNotification', payload }
  },
  faultEvent: (evseId, at, fault) => ({
    action: 'NotifyEvent',
    payload: {
      generatedAt: at.toString(),
      seqNo: 0,
      eventData: [
        {
          eventId: 1,
          timestamp: at.toString(),
          trigger: 'Alerting',
          actualValue: 'true',
          techCode: fault.vendorCode ?? fault.code,
          techInfo: fault.info,
          eventNotificationType: 'HardWiredMonitor',
          component: { name: 'Connector', evse: { id: evseId, connectorId: 1 } },
          variable: { name: 'Problem' },
        },
      ],
    },
  }),
  authorise: (tag) => ({ action: 'Authorize', payload: { idToken: idToken(tag) } }),
  verdict: ({ idTokenInfo }) => (idTokenInfo as { status?: string } | undefined)?.status ?? null,
  started(transaction, reading) {
    const { tag, remoteStartId } = transaction
    const start = remoteStartId === null ? 'Authorized' : 'RemoteStart'
    return event(transaction, reading, 'Started', tag === null ? 'CablePluggedIn' : start, {
      chargingState: 'Charging',
      ...(remoteStartId === null ? {} : { remoteStartId }),
    })
  },
  sampled: (transaction, reading) =>
    event(transaction, reading, 'Updated', 'MeterValuePeriodic', { chargingState: 'Charging' }),
  ended(transaction, reading, reason, word) {
    const { triggerReason, stoppedReason } = reasons[reason]
    const info = { chargingState: 'EVConnected', stoppedReason: word ?? stoppedReason }
    return event(transaction, reading, 'Ended', triggerReason, info)
  },
  givenId: () => null,
}

/** TransactionEvent (2.0.1 part 2, E). The number is taken now, in the order of what happens, not of sending. */
function event(
  transaction: Transaction,
  reading: Reading,
  eventType: 'Started' | 'Updated' | 'Ended',
  triggerReason: string,
  info: object,
): (replayed: boolean) => Call {
  const seqNo = transaction.nextSeqNo++
  const { tag, connector, id } = transaction
  // The identifier goes with the first message, as this is where a session begins with its authorisation.
  const token = eventType === 'Started' && tag !== null ? { idToken: idToken(tag) } : {}
  return (offline) => ({
    action: 'TransactionEvent',
    payload: {
      eventType,
      timestamp: reading.at.toString(),
      triggerReason,
      seqNo,
      offline,
      transactionInfo: { transactionId: String(id), ...info },
      evse: { id: connector, connectorId: 1 },
      ...token,
      meterValue: [{ timestamp: reading.at.toString(), sampledValue: sampledValue(reading, eventType) }],
    },
  })
}

function sampledValue({ energyWh, powerW }: Reading, eventType: 'Started' | 'Updated' | 'Ended'): object[] {
  const contexts = { Started: 'Transaction.Begin', Updated: 'Sample.Periodic', Ended: 'Transaction.End' }
  const context = contexts[eventType]
  const energy = { value: Math.round(energyWh * 10) / 10, context, unitOfMeasure: { unit: 'Wh' } }
  const power = { value: Math.round(powerW), context, unitOfMeasure: { unit: 'W' } }
  return [
    { ...energy, measurand: 'Energy.Active.Import.Register' },
    { ...power, measurand: 'Power.Active.Import' },
  ]
}

function idToken(tag: string): object {
  return { idToken: tag, type: 'ISO14443' }
}
