import type { Clock } from './domain/clock.ts'
import type { Condition } from './domain/condition.ts'
import type { Publish } from './domain/live-event.ts'

/** What is wrong with the gateway at the moment; each condition stays until whoever raised it clears it. */
export class Conditions {
  readonly #clock: Clock
  readonly #publish: Publish
  readonly #raised = new Map<string, Condition>()

  constructor(clock: Clock, publish: Publish) {
    this.#clock = clock
    this.#publish = publish
  }

  /** Raising it again keeps its beginning. */
  raise(condition: Omit<Condition, 'since'>): void {
    const known = this.#raised.get(condition.code)
    if (known?.message === condition.message) return
    const raised = { ...condition, since: known?.since ?? this.#clock.now() }
    this.#raised.set(condition.code, raised)
    this.#publish({ topic: 'condition', chargerId: null, item: { ...condition, raised: true } })
  }

  clear(code: string): void {
    if (!this.#raised.delete(code)) return
    this.#publish({ topic: 'condition', chargerId: null, item: { code, raised: false } })
  }

  has(code: string): boolean {
    return this.#raised.has(code)
  }

  list(): readonly Condition[] {
    return [...this.#raised.values()]
  }
}
