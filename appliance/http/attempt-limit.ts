import { AttemptBuckets } from '../domain/attempt-buckets.ts'
import type { Clock } from '../domain/clock.ts'

/** Of one address; the depot's network has fewer devices than are remembered. */
const allowance = { burst: 20, regrowMs: 15_000, keys: 1_000 }
/** Passwords that are checked at the same time: each takes 19 MiB. */
const checksAtOnce = 4

/** Bounds how often an address may guess at a password or code, and how many are checked at once. */
export class AttemptLimit {
  readonly #clock: Clock
  readonly #addresses = new AttemptBuckets(allowance)
  #running = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Runs `attempt`, or says in how many seconds the address may come again. */
  async run<T>(
    address: string,
    attempt: () => Promise<T>,
  ): Promise<
    { readonly ok: true; readonly value: T } | { readonly ok: false; readonly retryAfterS: number }
  > {
    if (this.#running >= checksAtOnce) return { ok: false, retryAfterS: 1 }
    const nowMs = this.#clock.monotonicMs()
    const waitMs = this.#addresses.waitMs(address, nowMs)
    if (waitMs > 0) return { ok: false, retryAfterS: Math.ceil(waitMs / 1_000) }
    this.#addresses.take(address, nowMs)
    this.#running += 1
    try {
      return { ok: true, value: await attempt() }
    } finally {
      this.#running -= 1
    }
  }
}
