import { keep } from '../acknowledge.ts'
import { heartbeat } from '../heartbeat.ts'
import type { Handler } from '../inbound.ts'
import { authorize } from './authorize.ts'
import { bootNotification } from './boot-notification.ts'
import { meterValues } from './meter-values.ts'
import { startTransaction } from './start-transaction.ts'
import { statusNotification } from './status-notification.ts'
import { stopTransaction } from './stop-transaction.ts'

/** Every action that an OCPP 1.6 charger may send, security extension included. */
export const routes16: Readonly<Record<string, Handler>> = {
  Authorize: authorize,
  BootNotification: bootNotification,
  // No vendor's data is understood here.
  DataTransfer: () => ({ status: 'UnknownVendorId' }),
  DiagnosticsStatusNotification: keep('log_status'),
  FirmwareStatusNotification: keep('firmware_status'),
  Heartbeat: heartbeat,
  LogStatusNotification: keep('log_status'),
  MeterValues: meterValues,
  SecurityEventNotification: keep('security_event'),
  // Certificates are brought in by hand; the gateway signs none.
  SignCertificate: () => ({ status: 'Rejected' }),
  SignedFirmwareStatusNotification: keep('firmware_status'),
  StartTransaction: startTransaction,
  StatusNotification: statusNotification,
  StopTransaction: stopTransaction,
}
