import { callFrame, type RawCharger } from './charger.ts'
import { payloadOf, type Action } from './messages.ts'

/** Of ten messages: what a depot at work sends. */
const mix: readonly Action[] = [
  'MeterValues',
  'Heartbeat',
  'MeterValues',
  'StatusNotification',
  'MeterValues',
  'Authorize',
  'MeterValues',
  'Heartbeat',
  'MeterValues',
  'MeterValues',
]

export interface OpenLoopOptions {
  readonly ratePerS: number
  /** Sent first and not counted. */
  readonly warmUpMs: number
  readonly measureMs: number
}

/**
 * Sends at a fixed pace, whatever is still unanswered, so that a server which stalls is not spared what it kept
 * waiting. Returns how long each `Authorize` took, in ms.
 */
export function runOpenLoop(
  chargers: readonly RawCharger[],
  transactionIds: readonly number[],
  { ratePerS, warmUpMs, measureMs }: OpenLoopOptions,
): Promise<number[]> {
  const everyMs = 1000 / ratePerS
  const total = Math.round((warmUpMs + measureMs) / everyMs)
  const counted = Math.round(warmUpMs / everyMs)
  const startMs = performance.now()
  const sentAtMs: number[] = []
  const tookMs: number[] = []
  let answered = 0
  return new Promise((resolve) => {
    for (const charger of chargers) charger.onAnswer = take
    const timer = setInterval(sendWhatIsDue, 1)

    // A timer, though it is coarse: a loop that never sleeps would take its core from the server under test.
    function sendWhatIsDue(): void {
      const due = Math.min(total, Math.floor((performance.now() - startMs) / everyMs))
      while (sentAtMs.length < due) sendOne(sentAtMs.length)
      if (due === total) clearInterval(timer)
    }

    function sendOne(number: number): void {
      const charger = chargers[number % chargers.length]!
      const action = actionOf(number, chargers.length)
      const payload = payloadOf(action, charger.index, transactionIds[charger.index] ?? 0)
      const frame = callFrame(String(number), action, payload)
      sentAtMs.push(performance.now())
      charger.send(frame)
    }

    function take(answer: Buffer): void {
      // The answer begins `[3,"` and the number.
      const number = Number.parseInt(answer.toString('latin1', 4, 14), 10)
      if (number >= counted && actionOf(number, chargers.length) === 'Authorize') {
        tookMs.push(performance.now() - sentAtMs[number]!)
      }
      if (++answered === total) resolve(tookMs)
    }
  })
}

/** Moved on by one with each pass over the chargers, so that every charger sends everything. */
function actionOf(number: number, chargers: number): Action {
  return mix[(number + Math.floor(number / chargers)) % mix.length]!
}
