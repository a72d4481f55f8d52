import { callFrame, type RawCharger } from './charger.ts'
import { payloadOf } from './messages.ts'

/** One `Authorize` that was answered. */
export interface Authorized {
  /** By the wall clock, which all processes share; ms since 1970. */
  readonly sentAtMs: number
  readonly tookMs: number
}

/** Presents a card at one charger after the other at a fixed pace, whatever is still unanswered. */
export class AuthorizePace {
  readonly #chargers: readonly RawCharger[]
  readonly #everyMs: number
  readonly #startMs = performance.now()
  readonly #sentMs: number[] = []
  readonly #authorized: Authorized[] = []
  readonly #timer: NodeJS.Timeout
  #stopped: ((authorized: readonly Authorized[]) => void) | null = null

  constructor(chargers: readonly RawCharger[], ratePerS: number) {
    this.#chargers = chargers
    this.#everyMs = 1000 / ratePerS
    for (const charger of chargers) charger.onAnswer = (answer) => this.#take(answer)
    this.#timer = setInterval(() => this.#sendWhatIsDue(), 1)
  }

  /** Resolves with all of them once the last one has been answered. */
  stop(): Promise<readonly Authorized[]> {
    clearInterval(this.#timer)
    return new Promise((resolve) => {
      this.#stopped = resolve
      this.#resolveWhenDone()
    })
  }

  #sendWhatIsDue(): void {
    const due = Math.floor((performance.now() - this.#startMs) / this.#everyMs)
    while (this.#sentMs.length < due) {
      const number = this.#sentMs.length
      const charger = this.#chargers[number % this.#chargers.length]!
      this.#sentMs.push(performance.now())
      charger.send(callFrame(String(number), 'Authorize', payloadOf('Authorize', charger.index, 0)))
    }
  }

  #take(answer: Buffer): void {
    const text = answer.toString()
    if (!text.includes('"Accepted"')) throw new Error(`refused: ${text}`)
    // The answer begins `[3,"` and the number.
    const tookMs = performance.now() - this.#sentMs[Number.parseInt(text.slice(4, 14), 10)]!
    this.#authorized.push({ sentAtMs: Date.now() - tookMs, tookMs })
    this.#resolveWhenDone()
  }

  #resolveWhenDone(): void {
    if (this.#authorized.length === this.#sentMs.length) this.#stopped?.(this.#authorized)
  }
}
