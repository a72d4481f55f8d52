import type { Cancel, Clock } from '../../appliance/domain/clock.ts'

interface Waiting {
  readonly dueMs: number
  readonly run: () => void
  timer: NodeJS.Timeout | null
}

/**
 * A clock that runs faster than the one on the wall, and can be put forward at once: for whole gateways with
 * chargers on real sockets, which live through nights.
 */
export class HastyClock implements Clock {
  readonly #speed: number
  readonly #startedAt: Temporal.Instant
  readonly #realStartMs = performance.now()
  readonly #waiting = new Set<Waiting>()
  #skippedMs = 0

  constructor(startedAt = '2026-11-20T10:00:00Z', speed = 20) {
    this.#startedAt = Temporal.Instant.from(startedAt)
    this.#speed = speed
  }

  now(): Temporal.Instant {
    return this.#startedAt.add({ milliseconds: Math.floor(this.monotonicMs()) })
  }

  monotonicMs(): number {
    return (performance.now() - this.#realStartMs) * this.#speed + this.#skippedMs
  }

  after(delayMs: number, run: () => void): Cancel {
    const waiting: Waiting = { dueMs: this.monotonicMs() + delayMs, run, timer: null }
    this.#waiting.add(waiting)
    this.#arm(waiting)
    return () => {
      if (waiting.timer) clearTimeout(waiting.timer)
      this.#waiting.delete(waiting)
    }
  }

  /** Whatever falls due until then comes at once. */
  skipTo(instant: string): void {
    const aheadMs = Temporal.Instant.from(instant).epochMilliseconds - this.now().epochMilliseconds
    if (aheadMs <= 0) throw new RangeError(`it is past ${instant}`)
    this.#skippedMs += aheadMs
    for (const waiting of this.#waiting) {
      if (waiting.timer) clearTimeout(waiting.timer)
      this.#arm(waiting)
    }
  }

  #arm(waiting: Waiting): void {
    const realMs = Math.max(0, (waiting.dueMs - this.monotonicMs()) / this.#speed)
    waiting.timer = setTimeout(() => {
      this.#waiting.delete(waiting)
      waiting.run()
    }, realMs)
    waiting.timer.unref()
  }
}
