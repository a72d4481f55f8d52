import type { Cancel } from '../domain/clock.ts'
import { toUtcText } from '../domain/utc-text.ts'
import type { FlowContext } from '../flows/context.ts'
import { storeFrames } from '../flows/store-frames.ts'
import type { NewFrame } from '../store/frames.ts'
import type { NewGap } from '../store/telemetry-gaps.ts'
import { FrameActions } from './frame-actions.ts'
import { FrameGaps, type FrameGap } from './frame-gaps.ts'
import { FrameWatchers } from './frame-watchers.ts'
import { redactFrame } from './redact.ts'
import type { OcppVersion } from './rpc/protocol.ts'
import { thin, weightOf, type WaitingFrame } from './waiting-frames.ts'

type FrameLogContext = Pick<FlowContext, 'commits' | 'clock' | 'telemetry' | 'publish' | 'log'>

/** Small batches, so that no decision waits long behind one: 50 frames take about a millisecond, 2,000 a second. */
export const frameLimits = {
  /** From the first frame to its batch: an idle depot's heartbeats then share commits. */
  flushDelayMs: 250,
  framesPerBatch: 50,
  /** A thousand frames a second, five times what a thousand chargers at work send, for a twentieth of a core. */
  batchGapMs: 50,
  /** Memory for frames that wait, which holds a thousand chargers' reconnect; above it they are thinned to half. */
  maxWaitingBytes: 2 * 1024 * 1024,
  /** A gap grows for so long before it is recorded, so that a lasting overload does not write only gaps. */
  gapDelayMs: 30_000,
}

/**
 * Keeps what chargers and gateway say to each other, redacted. Taking a frame costs next to nothing; redaction and
 * writing happen later, at a bounded rate. When more comes than can be written, frames are dropped (which ones:
 * `thin`) and a gap is recorded, never nothing. A killed process loses what waits here, up to a second of frames.
 */
export class FrameLog {
  readonly #context: FrameLogContext
  readonly #limits: typeof frameLimits
  readonly #gaps = new FrameGaps()
  readonly #actions = new FrameActions()
  readonly #watchers = new FrameWatchers()
  #waiting: WaitingFrame[] = []
  #waitingBytes = 0
  #cancelTimer: Cancel | null = null
  #storing: Promise<void> | null = null
  #failing = false
  #stopped = false

  constructor(context: FrameLogContext, limits: Partial<typeof frameLimits> = {}) {
    this.#context = context
    this.#limits = { ...frameLimits, ...limits }
  }

  /** Takes a frame; `receivedAtMs` is a reading of the clock's `monotonicMs`, such as `connection.lastHeardMs`. */
  record(
    chargerId: string,
    protocol: OcppVersion,
    direction: 'in' | 'out',
    text: string,
    receivedAtMs: number,
  ): void {
    if (this.#stopped) return
    const frame = { chargerId, protocol, direction, text, receivedAtMs }
    this.#waitingBytes += weightOf(frame)
    if (this.#waiting.push(frame) === 1) this.#schedule(this.#limits.flushDelayMs)
    if (this.#waitingBytes > this.#limits.maxWaitingBytes) this.#thin()
  }

  /** Publishes a charger's frames as `frame` events until the returned function is called. */
  watch(chargerId: string): () => void {
    return this.#watchers.watch(chargerId)
  }

  /** Takes no more frames and resolves when those that wait are stored. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancelTimer?.()
    await this.#storing
    const { framesPerBatch } = this.#limits
    while (this.#waiting.length > 0) await this.#storeBatch(framesPerBatch * 10, 0)
    await this.#storeBatch(0, Number.POSITIVE_INFINITY)
    if (this.#gaps.waiting) this.#context.log.warn({}, 'frames were dropped and no gap could be recorded')
  }

  #schedule(delayMs: number): void {
    this.#cancelTimer?.()
    this.#cancelTimer = this.#context.clock.after(delayMs, () => this.#flush())
  }

  #flush(): void {
    if (this.#storing !== null || this.#stopped) return
    this.#storing = this.#storeBatch(this.#limits.framesPerBatch, 50).finally(() => {
      this.#storing = null
      if (this.#stopped) return
      if (this.#waiting.length > 0) this.#schedule(this.#limits.batchGapMs)
      else if (this.#gaps.waiting) this.#schedule(this.#limits.gapDelayMs)
    })
  }

  /** Never rejects: what cannot be written becomes a gap, and what cannot be said of gaps waits. */
  async #storeBatch(maxFrames: number, maxGaps: number): Promise<void> {
    const { clock, telemetry, log } = this.#context
    const frames = this.#takeFrames(maxFrames)
    const rows = this.#redact(frames)
    if (!telemetry.open) return this.#refuse(frames, rows)
    const openedUntilMs = this.#stopped
      ? Number.POSITIVE_INFINITY
      : clock.monotonicMs() - this.#limits.gapDelayMs
    const gaps = this.#gaps.take(maxGaps, openedUntilMs)
    if (rows.length + gaps.length === 0) return
    try {
      const ids = await storeFrames(this.#context, rows, this.#toRows(gaps))
      this.#failing = false
      rows.forEach((row, index) => this.#publish(row, ids[index] ?? null))
    } catch (error) {
      if (!this.#failing) log.warn({ err: error }, 'frames could not be stored')
      this.#failing = true
      for (const gap of gaps) this.#gaps.restore(gap)
      this.#refuse(frames, rows)
    }
  }

  #refuse(frames: readonly WaitingFrame[], rows: readonly NewFrame[]): void {
    this.#gaps.add(frames, 'storage_full', this.#context.clock.monotonicMs())
    for (const row of rows) this.#publish(row, null)
  }

  #toRows(gaps: readonly FrameGap[]): NewGap[] {
    const at = this.#wallClock()
    return gaps.map(({ chargerId, reason, fromMs, toMs, count }) => ({
      lane: 'frame',
      chargerId,
      fromAt: at(fromMs),
      toAt: at(toMs),
      count,
      reason,
    }))
  }

  #takeFrames(count: number): WaitingFrame[] {
    const frames = this.#waiting.splice(0, count)
    for (const frame of frames) this.#waitingBytes -= weightOf(frame)
    return frames
  }

  #redact(frames: readonly WaitingFrame[]): NewFrame[] {
    const at = this.#wallClock()
    return frames.map(({ chargerId, protocol, direction, text, receivedAtMs }) => {
      const redacted = redactFrame(text, protocol, direction)
      const bytes = Buffer.byteLength(text)
      const action = this.#actions.name(chargerId, direction, redacted)
      return { ...redacted, action, chargerId, at: at(receivedAtMs), direction, bytes }
    })
  }

  #thin(): void {
    const { kept, dropped } = thin(this.#waiting, this.#limits.maxWaitingBytes / 2)
    this.#gaps.add(dropped, 'overload', this.#context.clock.monotonicMs())
    this.#waiting = kept
    this.#waitingBytes = kept.reduce((bytes, frame) => bytes + weightOf(frame), 0)
  }

  #publish(row: NewFrame, id: number | null): void {
    const { chargerId } = row
    if (this.#watchers.has(chargerId))
      this.#context.publish({ topic: 'frame', chargerId, item: { id, ...row } })
  }

  /** Readings of the monotonic clock as UTC text. */
  #wallClock(): (monotonicMs: number) => string {
    const { clock } = this.#context
    const originMs = clock.now().epochMilliseconds - clock.monotonicMs()
    return (monotonicMs) =>
      toUtcText(Temporal.Instant.fromEpochMilliseconds(Math.round(originMs + monotonicMs)))
  }
}
