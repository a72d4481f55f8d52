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
  readonly #gaps: Record<FrameGap['reason'], Map<string, FrameGap>> = {
    overload: new Map(),
    storage_full: new Map(),
  }

  get waiting(): boolean {
    return Object.values(this.#gaps).some(({ size }) => size > 0)
  }

  /** Notes frames that were dropped; there may be thousands, in the middle of a flood. */
  add(dropped: readonly WaitingFrame[], reason: FrameGap['reason'], nowMs: number): void {
    const gaps = this.#gaps[reason]
    for (const { chargerId, receivedAtMs } of dropped) {
      const known = gaps.get(chargerId)
      if (known === undefined) {
        const [fromMs, toMs] = [receivedAtMs, receivedAtMs]
        gaps.set(chargerId, { chargerId, reason, openedAtMs: nowMs, fromMs, toMs, count: 1 })
        continue
      }
      if (receivedAtMs < known.fromMs) known.fromMs = receivedAtMs
      if (receivedAtMs > known.toMs) known.toMs = receivedAtMs
      known.count++
    }
  }

  /** Takes back what could not be recorded. */
  restore(gap: FrameGap): void {
    const gaps = this.#gaps[gap.reason]
    const since = gaps.get(gap.chargerId)
    gaps.set(gap.chargerId, {
      ...gap,
      fromMs: Math.min(gap.fromMs, since?.fromMs ?? gap.fromMs),
      toMs: Math.max(gap.toMs, since?.toMs ?? gap.toMs),
      count: gap.count + (since?.count ?? 0),
    })
  }

  /** Takes out at most `limit` gaps that were opened at `openedUntilMs` or before. */
  take(limit: number, openedUntilMs: number): FrameGap[] {
    const taken: FrameGap[] = []
    for (const gaps of Object.values(this.#gaps)) {
      for (const gap of gaps.values()) {
        if (taken.length >= limit || gap.openedAtMs > openedUntilMs) break
        gaps.delete(gap.chargerId)
        taken.push(gap)
      }
    }
    return taken
  }
}
