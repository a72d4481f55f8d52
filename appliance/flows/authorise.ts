import type { FlowContext } from './context.ts'
import { judge, type Judgement } from './judge.ts'
import type { AccessQuestion } from './weigh.ts'

/**
 * Answers whether somebody may charge. Resolves once the decision is durable; rejects only when it could
 * not be stored, and then nothing may be acknowledged.
 */
export function authorise(context: FlowContext, question: AccessQuestion): Promise<Judgement> {
  return context.commits.write((tx) => judge(tx, context, question))
}
