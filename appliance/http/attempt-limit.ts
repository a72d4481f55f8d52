import type { Clock } from '../domain/clock.ts'

interface Bucket {
  left: number
  atMs: number
}

/** Attempts that an address has at once, and how fast they grow back. */
const burst = 20
const regrowMs = 15_000
/** Addresses that are remembered; the depot's network has fewer devices. */
const addressLimit = 1_000
/** Passwords that are checked at the same time: each takes 19 MiB. */
const checksAtOnce = 4

/** Bounds how often an address may guess at a password or code, and how many are checked at once. */
export class AttemptLimit {
  readonly #clock: Clock
  readonly #buckets = new Map<string, Bucket>()
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
    const waitMs = this.#take(address)
    if (waitMs > 0) return { ok: false, retryAfterS: Math.ceil(waitMs / 1_000) }
    this.#running += 1
    try {
      return { ok: true, value: await attempt() }
    } finally {
      this.#running -= 1
    }
  }

  /** Takes one attempt; returns how long to wait when there is none left. */
  #take(address: string): number {
    const nowMs = this.#clock.monotonicMs()
    const known = this.#buckets.get(address)
    const grown = known === undefined ? burst : known.left + (nowMs - known.atMs) / regrowMs
    const left = Math.min(burst, grown)
    if (left < 1) return (1 - left) * regrowMs
    // Moved to the end, so that the first is the one not heard of for longest.
    this.#buckets.delete(address)
    this.#buckets.set(address, { left: left - 1, atMs: nowMs })
    const [oldest] = this.#buckets.keys()
    if (this.#buckets.size > addressLimit && oldest !== undefined) this.#buckets.delete(oldest)
    return 0
  }
}
