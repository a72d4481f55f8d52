import { randomUUID } from 'node:crypto'
import type { Cancel } from '../../domain/clock.ts'
import { AbuseScore } from './abuse-score.ts'
import { objectionTo } from './accept-payload.ts'
import { answerRequest } from './answer-request.ts'
import type { ChargerSocket } from './charger-socket.ts'
import { wireCode } from './error-code.ts'
import type { RpcErrorCode } from './error-code.ts'
import { InboundFlow } from './inbound-flow.ts'
import { callText, errorText, parseMessage, sendText, unreadable } from './message.ts'
import type { Failure, Malformed, Message, Payload, Request, Result } from './message.ts'
import { OutboundCalls } from './outbound-calls.ts'
import type { CallOptions, CallOutcome, CallWire } from './outbound-calls.ts'
import type { OcppVersion } from './protocol.ts'
import type { CloseReason, RpcContext } from './rpc-owner.ts'

export interface ConnectionFacts {
  readonly identity: string
  readonly protocol: OcppVersion
  readonly remoteAddress: string
  /** Whether it came over TLS. */
  readonly secure: boolean
  readonly callTimeoutMs: number
}

/** A charger's life on one websocket: from the handshake to the moment it is closed, replaced or lost. */
export class Connection {
  readonly identity: string
  readonly protocol: OcppVersion
  readonly remoteAddress: string
  readonly secure: boolean
  /** As last told to the charger; spares one that never pongs and is merely quiet. 0: not known yet. */
  heartbeatIntervalMs = 0
  /** Clock readings for the keep-alive sweep; `lastPingMs` is null before the first ping. */
  lastHeardMs: number
  lastPingMs: number | null = null
  hasPonged = false

  readonly #context: RpcContext
  readonly #socket: ChargerSocket
  readonly #callTimeoutMs: number
  readonly #connectedEpochMs: number
  readonly #flow: InboundFlow
  #lastMessageMs: number
  #calls: OutboundCalls | null = null
  #abuse: AbuseScore | null = null
  #callsHeld = false
  #ended = false
  #stopFarewell: Cancel | null = null

  constructor(context: RpcContext, socket: ChargerSocket, facts: ConnectionFacts) {
    this.identity = facts.identity
    this.protocol = facts.protocol
    this.remoteAddress = facts.remoteAddress
    this.secure = facts.secure
    this.#callTimeoutMs = facts.callTimeoutMs
    this.#context = context
    this.#socket = socket
    this.#connectedEpochMs = context.clock.now().epochMilliseconds
    this.lastHeardMs = context.clock.monotonicMs()
    this.#lastMessageMs = this.lastHeardMs
    this.#flow = new InboundFlow(context, this)
  }

  get connectedAt(): Temporal.Instant {
    return Temporal.Instant.fromEpochMilliseconds(this.#connectedEpochMs)
  }

  /** When the last message came, in the wall clock of now; the time of connecting when none has. */
  get lastMessageAt(): Temporal.Instant {
    const { clock } = this.#context
    return clock.now().subtract({ milliseconds: Math.round(clock.monotonicMs() - this.#lastMessageMs) })
  }

  get open(): boolean {
    return !this.#ended
  }

  /** False while the charger is held back: its silence is then our doing. */
  get reading(): boolean {
    return !this.#flow.holding
  }

  /**
   * Asks the charger. One CALL is in flight at a time, the others wait in order; the deadline runs from now,
   * and a call that times out or is cancelled while it waits is never sent. The caller has checked the payload.
   */
  call(action: string, payload: Payload, options: CallOptions = {}): Promise<CallOutcome> {
    if (this.#ended) return Promise.resolve({ ok: false, why: 'offline', sent: false })
    this.#calls ??= new OutboundCalls(this.#callWire())
    return this.#calls.ask(action, payload, options.timeoutMs ?? this.#callTimeoutMs, options.signal)
  }

  /** Keeps calls waiting, for a charger that must not be called yet; their deadlines run all the same. */
  holdCalls(): void {
    this.#callsHeld = true
  }

  releaseCalls(): void {
    this.#callsHeld = false
    this.#calls?.wake()
  }

  /** Sends an unconfirmed message (SEND), which only 2.1 has. False when the charger is offline or older. */
  send(action: string, payload: Payload): boolean {
    return this.protocol === 'ocpp2.1' && this.transmit(sendText(randomUUID(), action, payload))
  }

  /**
   * Ends the connection at once for its owner, and the socket politely or, after a grace, without. The text has
   * room for 123 bytes (RFC 6455 §5.5).
   */
  close(code: number, text: string, reason: CloseReason = 'closed_by_gateway'): void {
    this.#end(reason)
    this.#socket.close(code, text)
    // Whatever it still sends is dropped, but its closing frame has to be read.
    this.#socket.resume()
    this.#farewell()
  }

  terminate(reason: CloseReason): void {
    this.#end(reason)
    this.#socket.terminate()
  }

  ping(nowMs: number): void {
    this.lastPingMs = nowMs
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping()
  }

  /** Puts a frame on the wire; false when it is too late for that. */
  transmit(text: string): boolean {
    if (this.#ended || this.#socket.readyState !== this.#socket.OPEN) return false
    const { counters, limits } = this.#context
    counters.framesOut++
    this.#trace('out', text)
    this.#socket.sendText(text)
    if (this.#socket.bufferedAmount > limits.maxUnreadBytes) {
      counters.slowReadersTerminated++
      this.terminate('slow_reader')
    }
    return true
  }

  answerError(id: string | number, code: RpcErrorCode, description: string): void {
    this.#context.counters.countErrorSent(wireCode(code, this.protocol))
    this.transmit(errorText(4, id, code, description, this.protocol))
  }

  /** A pong, a ping, or (through `receive`) a message has come. */
  heard(isPong: boolean): void {
    this.lastHeardMs = this.#context.clock.monotonicMs()
    if (isPong) this.hasPonged = true
  }

  /** Takes one frame off the socket. Nothing in it, and nothing the owner does with it, escapes as an error. */
  receive(data: Buffer, isBinary: boolean): void {
    if (this.#ended) return
    const { clock, counters, log } = this.#context
    this.lastHeardMs = clock.monotonicMs()
    this.#lastMessageMs = this.lastHeardMs
    counters.framesIn++
    try {
      const text = isBinary ? '' : data.toString()
      this.#trace('in', text)
      this.#take(isBinary ? unreadable('frame is binary') : parseMessage(text, this.protocol))
    } catch (error) {
      log.error({ identity: this.identity, err: error }, 'frame could not be processed')
    }
  }

  socketFailed(error: Error): void {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
    if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') {
      if (!this.#ended) this.#context.counters.oversizedFrames++
      this.#end('frame_too_large')
    } else {
      this.#end(code.startsWith('WS_ERR_') ? 'protocol_error' : 'closed_by_charger')
    }
    this.#farewell()
  }

  socketClosed(): void {
    this.#end('closed_by_charger')
    this.#stopFarewell?.()
  }

  /** For the flow: a request whose turn has come. */
  start(request: Request): void {
    if (!this.#ended) answerRequest(this.#context, this, this.#flow, request)
  }

  stopReading(): void {
    this.#socket.pause()
  }

  resumeReading(): void {
    this.#socket.resume()
  }

  #trace(direction: 'in' | 'out', text: string): void {
    const { owner, log } = this.#context
    try {
      owner.onFrame?.(this, direction, text)
    } catch (error) {
      log.error({ identity: this.identity, err: error }, 'frame could not be traced')
    }
  }

  #take(message: Message): void {
    switch (message.kind) {
      case 'call':
      case 'send':
        return this.#flow.offer(message)
      case 'result':
        this.#flow.charge()
        return this.#resultCame(message)
      case 'error':
        this.#flow.charge()
        return this.#answerCame(message.id, () => callError(message))
      case 'result_error':
        this.#flow.charge()
        return this.#context.owner.onResultError?.(this, message.id, message.code, message.description)
      case 'malformed':
        this.#flow.charge()
        return this.#malformedCame(message)
      default:
        message satisfies never
    }
  }

  #resultCame({ id, payload }: Result): void {
    this.#answerCame(id, (action) => {
      const objection = objectionTo(this.#context, this, action, 'response', payload)
      if (objection === null) return { ok: true, payload: payload ?? {} }
      if (objection.repaired !== null) return { ok: true, payload: objection.repaired }
      const { problem } = objection
      if (this.protocol === 'ocpp2.1') this.#answerResultError(id, problem.code, problem.message)
      return { ok: false, why: 'invalid_response', problem }
    })
  }

  #answerCame(id: string, outcome: (action: string) => CallOutcome): void {
    if (this.#calls === null) this.#context.counters.unsolicitedAnswers++
    else this.#calls.answered(id, outcome)
  }

  #answerResultError(id: string, code: RpcErrorCode, description: string): void {
    this.#context.counters.countErrorSent(code)
    this.transmit(errorText(5, id, code, description, this.protocol))
  }

  #malformedCame({ answer, reason }: Malformed): void {
    const { clock, counters, log } = this.#context
    counters.malformedFrames++
    if (answer !== null) this.answerError(answer.id, answer.code, reason)
    const nowMs = clock.monotonicMs()
    this.#abuse ??= new AbuseScore(nowMs)
    if (!this.#abuse.add(nowMs)) return
    counters.abuseClosed++
    log.warn({ identity: this.identity, reason }, 'closed for a flood of malformed frames')
    this.close(1008, 'too many malformed frames', 'abuse')
  }

  #callWire(): CallWire {
    const { clock, counters, limits } = this.#context
    return {
      clock,
      counters,
      maxWaitingCalls: limits.maxWaitingCalls,
      held: () => this.#callsHeld,
      transmit: (id, action, payload) => this.transmit(callText(id, action, payload)),
    }
  }

  #end(reason: CloseReason): void {
    if (this.#ended) return
    this.#ended = true
    this.#flow.stop()
    this.#calls?.dropAll()
    this.#context.ended(this, reason)
  }

  #farewell(): void {
    if (this.#stopFarewell !== null || this.#socket.readyState === this.#socket.CLOSED) return
    const { clock, limits } = this.#context
    this.#stopFarewell = clock.after(limits.closeGraceMs, () => this.#socket.terminate())
  }
}

function callError({ code, description }: Failure): CallOutcome {
  return { ok: false, why: 'call_error', code, description }
}
