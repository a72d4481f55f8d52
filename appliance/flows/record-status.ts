import type { FaultChange } from '../domain/fault.ts'
import { toUtcText } from '../domain/utc-text.ts'
import {
  clearFault,
  insertFault,
  listOpenFaults,
  saveConnector,
  updateReportedStatus,
} from '../store/charger-reports.ts'
import type { Tx } from '../store/store.ts'
import type { FlowContext, Origin } from './context.ts'
import { recordChange } from './record-change.ts'

/** Where something was reported; EVSE 0 is the charger as a whole. */
export interface Place {
  readonly chargerId: string
  readonly evseId: number
  readonly connectorId: number
}

/** `StatusNotification` of any version, read. */
export interface StatusReport extends Place {
  readonly status: string
  readonly errorCode: string | null
  readonly vendorErrorCode: string | null
  readonly info: string | null
  readonly at: Temporal.Instant
  readonly fault: FaultChange
  readonly origin: Origin
}

/** Stores what a connector says of itself, and the fault that it may report or clear. */
export function recordStatus(context: FlowContext, report: StatusReport): Promise<void> {
  const { chargerId, evseId, connectorId, status, errorCode, vendorErrorCode, info } = report
  const at = toUtcText(report.at)
  const connector = { chargerId, evseId, connectorId, status, errorCode, vendorErrorCode, info, at }
  return context.commits.write((tx) => {
    if (evseId === 0) updateReportedStatus(tx, chargerId, status)
    else saveConnector(tx, connector)
    changeFaults(tx, context, report, report.fault, at, report.origin)
    tx.afterCommit(() => context.publish({ topic: 'connector', chargerId, item: connector }))
  })
}

/** Stores what an OCPP 2.x event says of faults. */
export function recordFault(
  context: FlowContext,
  origin: Origin,
  place: Place,
  change: FaultChange,
  at: Temporal.Instant,
): Promise<void> {
  return context.commits.write((tx) => changeFaults(tx, context, place, change, toUtcText(at), origin))
}

function changeFaults(
  tx: Tx,
  context: FlowContext,
  { chargerId, evseId, connectorId }: Place,
  change: FaultChange,
  at: string,
  origin: Origin,
): void {
  const place = { chargerId, evseId, connectorId }
  const open = listOpenFaults(tx, place)
  if (change.change === 'clear') {
    const cleared = change.code === null ? open : open.filter(({ code }) => code === change.code)
    for (const fault of cleared) {
      clearFault(tx, fault.id, at)
      announce(tx, context, origin, 'fault.cleared', { ...fault, clearedAt: at }, at)
    }
    return
  }
  const { code, vendorId, vendorCode, info } = change
  // A charger repeats its status; the same fault is not a new one.
  if (open.some((fault) => fault.code === code && fault.vendorCode === vendorCode)) return
  const fault = { ...place, code, vendorId, vendorCode, info, startedAt: at, clearedAt: null }
  const id = insertFault(tx, fault)
  announce(tx, context, origin, 'fault.reported', { id, ...fault }, at)
}

function announce(
  tx: Tx,
  context: FlowContext,
  origin: Origin,
  action: string,
  fault: Place & { readonly id: number; readonly [key: string]: string | number | null },
  at: string,
): void {
  recordChange(tx, origin, { at, action, subject: `fault:${fault.id}`, body: { ...fault } })
  tx.afterCommit(() => context.publish({ topic: 'fault', chargerId: fault.chargerId, item: fault }))
}
