import type { Cancel } from '../../domain/clock.ts'
import type { Request } from './message.ts'
import type { RpcContext } from './rpc-owner.ts'
import { TokenBucket } from './token-bucket.ts'

/** What the flow does to its connection. */
interface FlowTarget {
  start(request: Request): void
  stopReading(): void
  resumeReading(): void
}

/**
 * Bounds what one charger can have us do: so many requests in their handlers, so many messages a second. Above
 * that its socket is left unread, and TCP pushes back. What had already been read when that happened (one
 * chunk at most) waits here in order.
 */
export class InboundFlow {
  readonly #context: RpcContext
  readonly #target: FlowTarget
  readonly #bucket: TokenBucket | null
  #handling = 0
  #waiting: Request[] | null = null
  #stopTimer: Cancel | null = null

  constructor(context: RpcContext, target: FlowTarget) {
    const { ratePerS } = context.limits
    this.#context = context
    this.#target = target
    this.#bucket = ratePerS > 0 ? new TokenBucket(ratePerS, context.clock.monotonicMs()) : null
  }

  /** Whether the socket is being left unread. */
  get holding(): boolean {
    return this.#waiting !== null
  }

  /** Starts the request now, or as soon as those before it have left room. */
  offer(request: Request): void {
    if (this.#waiting === null && this.#mayStart()) this.#target.start(request)
    else this.#hold().push(request)
  }

  /** A frame that was dealt with on the spot counts towards the rate too. */
  charge(): void {
    if (this.#bucket === null) return
    const nowMs = this.#context.clock.monotonicMs()
    this.#bucket.take(nowMs)
    if (this.#bucket.waitMs(nowMs) > 0) this.#hold()
  }

  handlerStarted(): void {
    this.#handling++
  }

  handlerDone(): void {
    this.#handling--
    if (this.#waiting !== null) this.#pump()
  }

  /** The connection is over: what waits is never started. */
  stop(): void {
    this.#waiting = null
    this.#stopTimer?.()
    this.#stopTimer = null
  }

  #mayStart(): boolean {
    if (this.#handling >= this.#context.limits.maxHandlers) return false
    return this.#bucket === null || this.#bucket.tryTake(this.#context.clock.monotonicMs())
  }

  #hold(): Request[] {
    if (this.#waiting !== null) return this.#waiting
    this.#waiting = []
    this.#target.stopReading()
    if (this.#handling >= this.#context.limits.maxHandlers) {
      this.#context.counters.crowded++
    } else {
      this.#context.counters.throttled++
    }
    this.#wakeWhenEarned()
    return this.#waiting
  }

  #pump(): void {
    while (this.#waiting !== null) {
      const next = this.#waiting[0]
      if (next === undefined) return this.#release()
      if (!this.#mayStart()) return this.#wakeWhenEarned()
      this.#waiting.shift()
      this.#target.start(next)
    }
  }

  #release(): void {
    const waitMs = this.#bucket?.waitMs(this.#context.clock.monotonicMs()) ?? 0
    if (waitMs > 0) return this.#wakeWhenEarned()
    this.#waiting = null
    this.#target.resumeReading()
  }

  /** Only a lack of tokens needs a timer; a lack of room ends when a handler does. */
  #wakeWhenEarned(): void {
    if (this.#bucket === null || this.#stopTimer !== null) return
    const waitMs = this.#bucket.waitMs(this.#context.clock.monotonicMs())
    if (waitMs === 0) return
    this.#stopTimer = this.#context.clock.after(waitMs, () => {
      this.#stopTimer = null
      this.#pump()
    })
  }
}
