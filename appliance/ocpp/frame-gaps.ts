import type { Tx } from '../store/store.ts'
import { insertGap, type NewGap } from '../store/telemetry-gaps.ts'
import type { WaitingFrame } from './waiting-frames.ts'

type GapReason = 'overload' | 'storage_full'

/** Frames of one charger that were dropped for one reason. */
interface Gap {
  readonly chargerId: string
  readonly reason: GapReason
  fromMs: number
  toMs: number
  count: number
}

/** Frames that were dropped and not yet recorded as such: one gap per charger and reason, which grows. */
export class FrameGaps {
  #gaps = new Map<string, Gap>()

  get waiting(): boolean {
    return this.#gaps.size > 0
  }

  add({ chargerId, receivedAtMs: atMs }: WaitingFrame, reason: GapReason): void {
    const key = `${reason} ${chargerId}`
    const gap = this.#gaps.get(key)
    if (gap === undefined) {
      this.#gaps.set(key, { chargerId, reason, fromMs: atMs, toMs: atMs, count: 1 })
      return
    }
    gap.fromMs = Math.min(gap.fromMs, atMs)
    gap.toMs = Math.max(gap.toMs, atMs)
    gap.count++
  }

  /** Takes the oldest gaps out, at most so many; `at` tells the time of a reading of the monotonic clock. */
  take(limit: number, at: (monotonicMs: number) => string): NewGap[] {
    const taken = [...this.#gaps].slice(0, limit)
    for (const [key] of taken) this.#gaps.delete(key)
    return taken.map(([, { chargerId, reason, fromMs, toMs, count }]) => ({
      lane: 'frame',
      chargerId,
      fromAt: at(fromMs),
      toAt: at(toMs),
      count,
      reason,
    }))
  }
}

export function insertGaps(tx: Tx, gaps: readonly NewGap[]): void {
  for (const gap of gaps) insertGap(tx, gap)
}
