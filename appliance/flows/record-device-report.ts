import { toUtcText } from '../domain/utc-text.ts'
import type { FlowContext, Origin } from './context.ts'
import { recordChange } from './record-change.ts'

/** What a charger tells of its own upkeep. */
export interface DeviceReport {
  readonly chargerId: string
  readonly kind: 'firmware_status' | 'log_status' | 'security_event'
  /** In the charger's words: a status, or a security event's type. */
  readonly status: string
  /** Of the request that it answers; null where the message has none. */
  readonly requestId: number | null
  readonly at: Temporal.Instant
  readonly origin: Origin
}

/** Keeps the progress of updates and uploads, and security events, for they are asked about later. */
export function recordDeviceReport(context: FlowContext, report: DeviceReport): Promise<void> {
  const { chargerId, kind, status, requestId, origin } = report
  return context.commits.write((tx) => {
    recordChange(tx, origin, {
      at: toUtcText(report.at),
      action: `charger.${kind}`,
      subject: `charger:${chargerId}`,
      body: { status, requestId },
    })
  })
}
