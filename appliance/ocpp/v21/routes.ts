import { acknowledge } from '../acknowledge.ts'
import type { Handler } from '../inbound.ts'
import { routes201 } from '../v201/routes.ts'

/** OCPP 2.1 keeps the messages of 2.0.1 (its additions are optional fields) and adds some of its own. */
export const routes21: Readonly<Record<string, Handler>> = {
  ...routes201,
  BatterySwap: acknowledge,
  ClosePeriodicEventStream: acknowledge,
  NotifyDERAlarm: acknowledge,
  NotifyDERStartStop: acknowledge,
  NotifyPriorityCharging: acknowledge,
  NotifySettlement: acknowledge,
  NotifyWebPaymentStarted: acknowledge,
  // Events are reported by NotifyEvent; a stream beside it is not taken up.
  OpenPeriodicEventStream: () => ({ status: 'Rejected' }),
  PullDynamicScheduleUpdate: () => ({ status: 'Rejected' }),
  ReportDERControl: acknowledge,
}
