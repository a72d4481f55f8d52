export interface AttemptAllowance {
  /** Attempts that may follow each other at once. */
  readonly burst: number
  /** How long it takes until one more is allowed. */
  readonly regrowMs: number
  /** How many keys are remembered; the one not heard of for longest goes first. */
  readonly keys: number
}

interface Bucket {
  left: number
  atMs: number
}

/** Counts attempts per key, such as an address, in bounded memory: a token bucket for each. */
export class AttemptBuckets {
  readonly #allowance: AttemptAllowance
  readonly #buckets = new Map<string, Bucket>()

  constructor(allowance: AttemptAllowance) {
    this.#allowance = allowance
  }

  /** Milliseconds until the next attempt is allowed; 0: it is now. `nowMs` is monotonic. */
  waitMs(key: string, nowMs: number): number {
    return Math.max(0, 1 - this.#left(key, nowMs)) * this.#allowance.regrowMs
  }

  /** Takes one attempt, where there is one. */
  take(key: string, nowMs: number): void {
    const left = Math.max(0, this.#left(key, nowMs) - 1)
    // Moved to the end, so that the first is the one not heard of for longest.
    this.#buckets.delete(key)
    this.#buckets.set(key, { left, atMs: nowMs })
    const [oldest] = this.#buckets.keys()
    if (this.#buckets.size > this.#allowance.keys && oldest !== undefined) this.#buckets.delete(oldest)
  }

  #left(key: string, nowMs: number): number {
    const { burst, regrowMs } = this.#allowance
    const known = this.#buckets.get(key)
    return known === undefined ? burst : Math.min(burst, known.left + (nowMs - known.atMs) / regrowMs)
  }
}
