import { acknowledge, keep } from '../acknowledge.ts'
import { heartbeat } from '../heartbeat.ts'
import type { Handler } from '../inbound.ts'
import { authorize } from './authorize.ts'
import { bootNotification } from './boot-notification.ts'
import { meterValues } from './meter-values.ts'
import { notifyEvent } from './notify-event.ts'
import { statusNotification } from './status-notification.ts'
import { transactionEvent } from './transaction-event.ts'

/** Every action that an OCPP 2.0.1 charger may send and that a depot has an answer to. */
export const routes201: Readonly<Record<string, Handler>> = {
  Authorize: authorize,
  BootNotification: bootNotification,
  ClearedChargingLimit: acknowledge,
  // No vendor's data is understood here.
  DataTransfer: () => ({ status: 'UnknownVendorId' }),
  FirmwareStatusNotification: keep('firmware_status'),
  // There is no certificate service behind a depot that may have no internet.
  Get15118EVCertificate: () => ({ status: 'Failed', exiResponse: '' }),
  GetCertificateStatus: () => ({ status: 'Failed' }),
  Heartbeat: heartbeat,
  LogStatusNotification: keep('log_status'),
  MeterValues: meterValues,
  NotifyChargingLimit: acknowledge,
  NotifyCustomerInformation: acknowledge,
  NotifyDisplayMessages: acknowledge,
  NotifyEVChargingNeeds: () => ({ status: 'Rejected' }),
  NotifyEVChargingSchedule: () => ({ status: 'Accepted' }),
  NotifyEvent: notifyEvent,
  NotifyMonitoringReport: acknowledge,
  NotifyReport: acknowledge,
  PublishFirmwareStatusNotification: keep('firmware_status'),
  ReportChargingProfiles: acknowledge,
  ReservationStatusUpdate: acknowledge,
  SecurityEventNotification: keep('security_event'),
  // Certificates are brought in by hand; the gateway signs none.
  SignCertificate: () => ({ status: 'Rejected' }),
  StatusNotification: statusNotification,
  TransactionEvent: transactionEvent,
}
