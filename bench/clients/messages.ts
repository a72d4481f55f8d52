import { idTagOf } from '../fleet.ts'

export type Action = 'Heartbeat' | 'Authorize' | 'MeterValues' | 'StatusNotification'

export const boot = {
  chargePointVendor: 'Benchmark',
  chargePointModel: 'One',
  chargePointSerialNumber: 'SN-1',
  firmwareVersion: '1.0.0',
}

/** A payload as chargers in the field send it; `transactionId` of the session that runs at connector 1. */
export function payloadOf(action: Action, index: number, transactionId: number): object {
  switch (action) {
    case 'Heartbeat':
      return {}
    case 'Authorize':
      return { idTag: idTagOf(index) }
    case 'MeterValues':
      return { connectorId: 1, transactionId, meterValue: [meterValue()] }
    case 'StatusNotification':
      return statusOf(1, 'Charging')
  }
}

export function statusOf(connectorId: number, status: string): object {
  return { connectorId, status, errorCode: 'NoError', timestamp: nowText() }
}

export function startOf(index: number): object {
  return { connectorId: 1, idTag: idTagOf(index), meterStart: 1000, timestamp: nowText() }
}

function meterValue(): object {
  return {
    timestamp: nowText(),
    sampledValue: [
      { value: '12345.6', measurand: 'Energy.Active.Import.Register', unit: 'Wh' },
      { value: '7.36', measurand: 'Power.Active.Import', unit: 'kW' },
      { value: '32.0', measurand: 'Current.Import', phase: 'L1', unit: 'A' },
      { value: '230.1', measurand: 'Voltage', phase: 'L1-N', unit: 'V' },
    ],
  }
}

function nowText(): string {
  return Temporal.Now.instant().toString({ fractionalSecondDigits: 3 })
}
