import type { FlowContext } from './context.ts'
import { judge, recordChargerDenial, type Judgement } from './judge.ts'
import type { AccessQuestion } from './weigh.ts'

/**
 * Answers whether somebody may charge. Resolves once the decision is durable; rejects only when it could
 * not be stored, and then nothing may be acknowledged. A charger that has given up waiting by then lets nobody
 * charge, whatever the answer: that is recorded as well.
 */
export async function authorise(context: FlowContext, question: AccessQuestion): Promise<Judgement> {
  const { clock, commits } = context
  const askedMs = clock.monotonicMs()
  const judgement = await commits.write((tx) => judge(tx, context, question))
  const { authorisationWaitS } = question.charger.profile.timings
  if (judgement.verdict === 'allow' && clock.monotonicMs() - askedMs > authorisationWaitS * 1000) {
    await commits.write((tx) => recordChargerDenial(tx, context, question, 'authorisation_timeout'))
  }
  return judgement
}
