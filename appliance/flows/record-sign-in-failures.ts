import { toUtcText } from '../domain/utc-text.ts'
import { countFailedSignIns } from '../store/charger-reports.ts'
import type { Tx } from '../store/store.ts'
import type { FlowContext } from './context.ts'
import { recordChange } from './record-change.ts'

type Failures = readonly [chargerId: string, count: number]

/**
 * Chargers presented wrong passwords. Each is counted; the ledger has the first and then each hundredth,
 * for a charger with a wrong password tries every few seconds for ever.
 */
export function recordSignInFailures(context: FlowContext, chargers: readonly Failures[]): Promise<void> {
  return context.commits.write((tx) => {
    for (const failures of chargers) recordOne(tx, context, failures)
  })
}

function recordOne(tx: Tx, context: FlowContext, [chargerId, count]: Failures): void {
  const failures = countFailedSignIns(tx, chargerId, count)
  if (failures === null) return
  const item = { id: chargerId, failedSignIns: failures }
  tx.afterCommit(() => context.publish({ topic: 'charger', chargerId, item }))
  const before = failures - count
  if (before > 0 && Math.floor(before / 100) === Math.floor(failures / 100)) return
  const at = toUtcText(context.clock.now())
  const origin = { actor: `charger:${chargerId}`, requestId: null }
  const subject = `charger:${chargerId}`
  recordChange(tx, origin, { at, action: 'charger.sign_in_failed', subject, body: { failures } })
}
