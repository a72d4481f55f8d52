import type { Tx } from './store.ts'
import { insertGap } from './telemetry-gaps.ts'

interface Refused {
  fromAt: string
  toAt: string
  count: number
}

/** Whether telemetry may be stored. When the disk runs short it is refused, so that decisions still find room. */
export class TelemetryGate {
  #open = true
  readonly #refused = new Map<string, Refused>()

  get open(): boolean {
    return this.#open
  }

  /** Readings of meters that were not stored and not yet recorded as missing. */
  get hasRefused(): boolean {
    return this.#refused.size > 0
  }

  set(open: boolean): void {
    this.#open = open
  }

  /** Notes a reading that is not stored; `at` is its time, UTC text. */
  refuse(chargerId: string, at: string): void {
    const known = this.#refused.get(chargerId)
    if (known === undefined) {
      this.#refused.set(chargerId, { fromAt: at, toAt: at, count: 1 })
      return
    }
    if (at < known.fromAt) known.fromAt = at
    if (at > known.toAt) known.toAt = at
    known.count++
  }

  /** Records the readings that are missing, and forgets them once that is durable. */
  recordRefused(tx: Tx): void {
    for (const [chargerId, { fromAt, toAt, count }] of this.#refused) {
      insertGap(tx, { lane: 'meter', chargerId, fromAt, toAt, count, reason: 'storage_full' })
      tx.afterCommit(() => this.#forget(chargerId, count))
    }
  }

  /** What was refused meanwhile is still to be recorded. */
  #forget(chargerId: string, count: number): void {
    const known = this.#refused.get(chargerId)
    if (known === undefined) return
    known.count -= count
    if (known.count <= 0) this.#refused.delete(chargerId)
  }
}
