/** Messages per second with a burst of twice that. A charger that has run into debt is not read from. */
export class TokenBucket {
  readonly #ratePerS: number
  #tokens: number
  #atMs: number

  constructor(ratePerS: number, nowMs: number) {
    this.#ratePerS = ratePerS
    this.#tokens = ratePerS * 2
    this.#atMs = nowMs
  }

  /** Takes one token if there is one. */
  tryTake(nowMs: number): boolean {
    this.#refill(nowMs)
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }

  /** Takes one token even if that means debt: for what was handled before it could be held back. */
  take(nowMs: number): void {
    this.#refill(nowMs)
    this.#tokens -= 1
  }

  /** Milliseconds until a token is there; 0 when one is. */
  waitMs(nowMs: number): number {
    this.#refill(nowMs)
    return this.#tokens >= 1 ? 0 : Math.ceil(((1 - this.#tokens) / this.#ratePerS) * 1000)
  }

  #refill(nowMs: number): void {
    const earned = ((nowMs - this.#atMs) / 1000) * this.#ratePerS
    this.#tokens = Math.min(this.#ratePerS * 2, this.#tokens + earned)
    this.#atMs = nowMs
  }
}
