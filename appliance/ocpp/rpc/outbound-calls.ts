import { randomUUID } from 'node:crypto'
import type { Cancel, Clock } from '../../domain/clock.ts'
import type { RpcCounters } from './counters.ts'
import type { Payload } from './message.ts'
import type { SchemaProblem } from './schema-problem.ts'

/** How a call to a charger ended. `sent` says whether the charger can have seen it. */
export type CallOutcome =
  | { readonly ok: true; readonly payload: Payload }
  | { readonly ok: false; readonly why: 'offline' | 'timed_out' | 'cancelled'; readonly sent: boolean }
  | { readonly ok: false; readonly why: 'too_many_waiting' }
  | { readonly ok: false; readonly why: 'call_error'; readonly code: string; readonly description: string }
  | { readonly ok: false; readonly why: 'invalid_response'; readonly problem: SchemaProblem }

export interface CallOptions {
  /** From the asking, waiting in the queue included. Default: the charger's own call timeout. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** What the calls of one connection need from it. */
export interface CallWire {
  readonly clock: Clock
  readonly counters: RpcCounters
  readonly maxWaitingCalls: number
  /** While true calls wait, and their deadlines run. */
  held(): boolean
  /** Puts the CALL on the socket; false when the socket is no longer open. */
  transmit(id: string, action: string, payload: Payload): boolean
}

interface PendingCall {
  readonly id: string
  readonly action: string
  readonly payload: Payload
  readonly settle: (outcome: CallOutcome) => void
  stopTimer: Cancel
}

const rememberedLateIds = 16

/**
 * The calls to one charger: one in flight, the others waiting in order (2.1 Part 4, §4.1.1). Exists only once
 * a first call is made.
 */
export class OutboundCalls {
  readonly #wire: CallWire
  #inFlight: PendingCall | null = null
  #waiting: PendingCall[] = []
  /** Ids that were given up while in flight, to tell a late answer from one that nobody asked for. */
  #abandoned: string[] = []

  constructor(wire: CallWire) {
    this.#wire = wire
  }

  ask(action: string, payload: Payload, timeoutMs: number, signal?: AbortSignal): Promise<CallOutcome> {
    if (signal?.aborted === true) return Promise.resolve({ ok: false, why: 'cancelled', sent: false })
    if (this.#waiting.length >= this.#wire.maxWaitingCalls) {
      return Promise.resolve({ ok: false, why: 'too_many_waiting' })
    }
    return new Promise((resolve) => {
      const onAbort = () => this.#cancel(call)
      const settle = (outcome: CallOutcome) => {
        signal?.removeEventListener('abort', onAbort)
        resolve(outcome)
      }
      const stopTimer = this.#wire.clock.after(timeoutMs, () => this.#expire(call))
      const call: PendingCall = { id: randomUUID(), action, payload, settle, stopTimer }
      signal?.addEventListener('abort', onAbort)
      this.#waiting.push(call)
      this.#next()
    })
  }

  /** The wire is no longer held. */
  wake(): void {
    this.#next()
  }

  /** An answer has come; `outcome` judges it once it is known which call it belongs to. */
  answered(id: string, outcome: (action: string) => CallOutcome): void {
    const call = this.#inFlight
    if (call === null || call.id !== id) return this.#unmatched(id)
    call.stopTimer()
    this.#inFlight = null
    if (this.#abandoned.includes(id)) this.#unmatched(id)
    else call.settle(outcome(call.action))
    this.#next()
  }

  /** The connection is gone: every call that is not settled ends as offline. */
  dropAll(): void {
    const calls = this.#waiting
    this.#waiting = []
    if (this.#inFlight !== null) {
      this.#inFlight.stopTimer()
      this.#inFlight.settle({ ok: false, why: 'offline', sent: true })
      this.#inFlight = null
    }
    for (const call of calls) {
      call.stopTimer()
      call.settle({ ok: false, why: 'offline', sent: false })
    }
  }

  #next(): void {
    if (this.#inFlight !== null || this.#wire.held()) return
    const call = this.#waiting.shift()
    if (call === undefined) return
    this.#inFlight = call
    if (this.#wire.transmit(call.id, call.action, call.payload)) return
    call.stopTimer()
    this.#inFlight = null
    call.settle({ ok: false, why: 'offline', sent: false })
    this.#next()
  }

  #expire(call: PendingCall): void {
    const sent = this.#inFlight === call
    if (sent) {
      this.#inFlight = null
      this.#abandon(call.id)
    } else {
      this.#waiting = this.#waiting.filter((waiting) => waiting !== call)
    }
    call.settle({ ok: false, why: 'timed_out', sent })
    this.#next()
  }

  /** A call already sent keeps the line until it is answered or times out: only one CALL may be outstanding. */
  #cancel(call: PendingCall): void {
    const sent = this.#inFlight === call
    if (sent) {
      this.#abandon(call.id)
    } else {
      call.stopTimer()
      this.#waiting = this.#waiting.filter((waiting) => waiting !== call)
    }
    call.settle({ ok: false, why: 'cancelled', sent })
  }

  #abandon(id: string): void {
    if (this.#abandoned.includes(id)) return
    this.#abandoned.push(id)
    if (this.#abandoned.length > rememberedLateIds) this.#abandoned.shift()
  }

  #unmatched(id: string): void {
    const at = this.#abandoned.indexOf(id)
    if (at === -1) {
      this.#wire.counters.unsolicitedAnswers++
    } else {
      this.#abandoned.splice(at, 1)
      this.#wire.counters.lateAnswers++
    }
  }
}
