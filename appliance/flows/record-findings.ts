import { toUtcText } from '../domain/utc-text.ts'
import { findFindings, putFindings, type ChargerFindings } from '../store/charger-answers.ts'
import { gatewayOrigin, type FlowContext } from './context.ts'
import { recordChange } from './record-change.ts'

/** Writes down what a charger answered and what was proved at it; nothing where that is known already. */
export function recordFindings(
  context: FlowContext,
  chargerId: string,
  findings: ChargerFindings,
): Promise<void> {
  return context.commits.write((tx) => {
    if (isSame(findFindings(tx, chargerId), findings)) return
    putFindings(tx, chargerId, findings)
    context.facts.forgetCharger(chargerId)
    recordChange(tx, gatewayOrigin, {
      at: toUtcText(context.clock.now()),
      action: 'capability.found',
      subject: `charger:${chargerId}`,
      body: { chargerId, answers: findings.answers, proofs: findings.proofs } as never,
    })
    tx.afterCommit(() => context.publish({ topic: 'mode', chargerId, item: { capabilityFound: true } }))
  })
}

function isSame(one: ChargerFindings, other: ChargerFindings): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
