import { toUtcText } from '../domain/utc-text.ts'
import { countFailedSignIn } from '../store/charger-reports.ts'
import type { FlowContext } from './context.ts'
import { recordChange } from './record-change.ts'

/**
 * A charger presented a wrong password. Each is counted; the ledger has the first and then each hundredth,
 * for a charger with a wrong password tries every few seconds for ever.
 */
export function recordSignInFailure(context: FlowContext, chargerId: string): Promise<void> {
  return context.commits.write((tx) => {
    const failures = countFailedSignIn(tx, chargerId)
    if (failures !== 1 && failures % 100 !== 0) return
    const at = toUtcText(context.clock.now())
    const origin = { actor: `charger:${chargerId}`, requestId: null }
    const subject = `charger:${chargerId}`
    recordChange(tx, origin, { at, action: 'charger.sign_in_failed', subject, body: { failures } })
    tx.afterCommit(() =>
      context.publish({ topic: 'charger', chargerId, item: { id: chargerId, failedSignIns: failures } }),
    )
  })
}
