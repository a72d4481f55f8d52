import type { Cancel, Clock } from '../../appliance/domain/clock.ts'

interface Timer {
  readonly atMs: number
  readonly run: () => void
}

/** A clock that stands still until the test moves it. */
export class FakeClock implements Clock {
  #startedAt: Temporal.Instant
  #elapsedMs = 0
  readonly #timers = new Set<Timer>()

  constructor(startedAt = '2026-11-20T10:00:00Z') {
    this.#startedAt = Temporal.Instant.from(startedAt)
  }

  now(): Temporal.Instant {
    return this.#startedAt.add({ milliseconds: Math.floor(this.#elapsedMs) })
  }

  monotonicMs(): number {
    return this.#elapsedMs
  }

  after(delayMs: number, run: () => void): Cancel {
    const timer = { atMs: this.#elapsedMs + delayMs, run }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Timers that have not fired or been cancelled. */
  get waiting(): number {
    return this.#timers.size
  }

  /** Moves time on and runs what has come due, earliest first, each at its own instant. */
  advance(milliseconds: number): void {
    const endMs = this.#elapsedMs + milliseconds
    for (let next = this.#nextDue(endMs); next; next = this.#nextDue(endMs)) {
      this.#timers.delete(next)
      this.#elapsedMs = Math.max(this.#elapsedMs, next.atMs)
      next.run()
    }
    this.#elapsedMs = endMs
  }

  /** The wall clock jumps, as after an NTP correction; timers do not notice. */
  setNow(instant: string): void {
    this.#startedAt = Temporal.Instant.from(instant).subtract({ milliseconds: Math.floor(this.#elapsedMs) })
  }

  #nextDue(endMs: number): Timer | undefined {
    return [...this.#timers].filter((timer) => timer.atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0]
  }
}
