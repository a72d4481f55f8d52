import type { ChargerFacts } from '../store/facts.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { updateBoot } from '../store/charger-reports.ts'
import type { FlowContext, Origin } from './context.ts'
import { recordChange } from './record-change.ts'

/** `BootNotification` of any version, read. */
export interface BootReport {
  readonly chargerId: string
  readonly protocol: string
  readonly vendor: string
  readonly model: string
  readonly serial: string | null
  readonly firmware: string | null
  /** 2.x only. */
  readonly reason: string | null
  /** False for one that waits for approval: it is noted what it is, which is no fact of the depot yet. */
  readonly served: boolean
  readonly receivedAt: Temporal.Instant
  readonly origin: Origin
}

/** Takes in what a charger says of itself; returns the facts that hold from now on. */
export function recordBoot(context: FlowContext, report: BootReport): Promise<ChargerFacts | null> {
  const { chargerId, receivedAt, reason, served, origin, ...make } = report
  const at = toUtcText(receivedAt)
  return context.commits.write((tx) => {
    // Its clock may be right from now on: the skew is measured anew.
    updateBoot(tx, { ...make, id: chargerId, lastBootAt: at, bootReason: reason, clockSkewMs: null })
    const body = { ...make, reason }
    const subject = `charger:${chargerId}`
    if (served) recordChange(tx, origin, { at, action: 'charger.booted', subject, body })
    context.facts.forgetCharger(chargerId)
    tx.afterCommit(() => context.publish({ topic: 'charger', chargerId, item: { id: chargerId, ...make } }))
    return context.facts.charger(chargerId)
  })
}
