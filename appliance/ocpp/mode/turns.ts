import type { Cancel, Clock } from '../../domain/clock.ts'

export interface TurnLimits {
  /** How many go on at once. */
  readonly atOnce: number
  /** Between the beginnings of two: those that begin together stay together and come in waves. */
  readonly spacingMs: number
}

/** Gives turns in the order in which they are asked for, so many at once and not too close upon each other. */
export class Turns {
  readonly #clock: Clock
  readonly #limits: TurnLimits
  readonly #waiting: (() => void)[] = []
  #taken = 0
  #nextMs = Number.NEGATIVE_INFINITY
  #cancel: Cancel | null = null

  constructor(clock: Clock, limits: TurnLimits) {
    this.#clock = clock
    this.#limits = limits
  }

  async take<T>(run: () => Promise<T>): Promise<T> {
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve)
      this.#give()
    })
    try {
      return await run()
    } finally {
      this.#taken--
      this.#give()
    }
  }

  /** Nobody else gets a turn. */
  stop(): void {
    this.#cancel?.()
    this.#waiting.length = 0
  }

  #give(): void {
    if (this.#cancel !== null || this.#taken >= this.#limits.atOnce) return
    const next = this.#waiting[0]
    if (next === undefined) return
    const nowMs = this.#clock.monotonicMs()
    if (nowMs < this.#nextMs) {
      this.#cancel = this.#clock.after(this.#nextMs - nowMs, () => {
        this.#cancel = null
        this.#give()
      })
      return
    }
    this.#waiting.shift()
    this.#taken++
    this.#nextMs = nowMs + this.#limits.spacingMs
    next()
    this.#give()
  }
}
