/** Lets only so many go on at once; the others wait in the order in which they came. */
export class Turns {
  readonly #limit: number
  readonly #waiting: (() => void)[] = []
  #taken = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  async take<T>(run: () => Promise<T>): Promise<T> {
    if (this.#taken >= this.#limit) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#taken++
    try {
      return await run()
    } finally {
      const next = this.#waiting.shift()
      // The turn is handed on, so nobody who comes in between gets ahead.
      if (next) next()
      else this.#taken--
    }
  }
}
