import type { SimulatedCharger } from './simulated-charger.ts'
import { answers16 } from './v16-answers.ts'
import { answers2 } from './v2-answers.ts'

type Payload = Record<string, unknown>

/** Answers one action of the gateway; what follows from it happens after the answer has left. */
export type AnswerAction = (charger: SimulatedCharger, payload: Payload) => object

/** The answer of a charger to a call of the gateway; undefined: it does not know the action. */
export function answerCall(charger: SimulatedCharger, action: string, payload: Payload): object | undefined {
  const answers = charger.protocol === 'ocpp1.6' ? answers16 : answers2
  return answers[action]?.(charger, payload)
}
