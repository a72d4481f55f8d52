import type { WaitingFrame } from './waiting-frames.ts'

/** Frames of one charger that were dropped for one reason; times are readings of the monotonic clock. */
export interface FrameGap {
  readonly chargerId: string
  readonly reason: 'overload' | 'storage_full'
  readonly openedAtMs: number
  fromMs: number
  toMs: number
  count: number
}

/** Frames that were dropped and not yet recorded as such: one gap per charger and reason, which grows. */
export class FrameGaps {
  readonly #gaps = new Map<string, FrameGap>()

  get waiting(): boolean {
    return this.#gaps.size > 0
  }

  add(dropped: readonly WaitingFrame[], reason: FrameGap['reason'], nowMs: number): void {
    for (const { chargerId, receivedAtMs } of dropped) {
      this.restore({
        chargerId,
        reason,
        openedAtMs: nowMs,
        fromMs: receivedAtMs,
        toMs: receivedAtMs,
        count: 1,
      })
    }
  }

  /** Takes back what could not be recorded. */
  restore(gap: FrameGap): void {
    const key = `${gap.reason} ${gap.chargerId}`
    const known = this.#gaps.get(key)
    if (known === undefined) {
      this.#gaps.set(key, gap)
      return
    }
    known.fromMs = Math.min(known.fromMs, gap.fromMs)
    known.toMs = Math.max(known.toMs, gap.toMs)
    known.count += gap.count
  }

  /** Takes out, oldest first, at most `limit` gaps that were opened at `openedUntilMs` or before. */
  take(limit: number, openedUntilMs: number): FrameGap[] {
    const taken: FrameGap[] = []
    for (const [key, gap] of this.#gaps) {
      if (taken.length >= limit || gap.openedAtMs > openedUntilMs) break
      this.#gaps.delete(key)
      taken.push(gap)
    }
    return taken
  }
}
