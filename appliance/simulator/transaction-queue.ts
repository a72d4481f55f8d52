import type { Clock } from '../domain/clock.ts'
import type { Call } from './dialect.ts'
import type { Answer } from './line.ts'
import type { Tally } from './tally.ts'

/** A message that must not be lost: it is kept while the charger is offline and sent in its turn. */
export interface TransactionMessage {
  /** Made when it is sent: only then is a transaction id known that the gateway gives. */
  readonly make: (replayed: boolean) => Call
  readonly onAnswer: (payload: Record<string, unknown>) => void
}

interface Kept extends TransactionMessage {
  attempts: number
  replayed: boolean
}

/** TransactionMessageAttempts and TransactionMessageRetryInterval (OCPP 1.6, 4.1 and 9.1). */
const attemptsLimit = 5
const retryMs = 1000

/** The transaction messages of one charger, in the order in which they came about. */
export class TransactionQueue {
  readonly #kept: Kept[] = []
  readonly #send: (call: Call) => Promise<Answer>
  readonly #clock: Clock
  readonly #tally: Tally
  #open = false
  #draining: Promise<void> | null = null

  constructor(send: (call: Call) => Promise<Answer>, clock: Clock, tally: Tally) {
    this.#send = send
    this.#clock = clock
    this.#tally = tally
  }

  get length(): number {
    return this.#kept.length
  }

  /** Resolves like `delivered`. */
  add(message: TransactionMessage): Promise<void> {
    this.#kept.push({ ...message, attempts: 0, replayed: !this.#open })
    return this.#drain()
  }

  /** The gateway has accepted the charger: what has been kept goes out. */
  resume(): Promise<void> {
    this.#open = true
    return this.#drain()
  }

  /** Resolves when nothing is left, or when the gateway cannot be reached for now. */
  delivered(): Promise<void> {
    return this.#drain()
  }

  pause(): void {
    this.#open = false
  }

  /** The charger forgets what it has not sent. */
  clear(): void {
    this.#kept.length = 0
  }

  #drain(): Promise<void> {
    if (this.#draining === null && this.#open && this.#kept.length > 0) this.#draining = this.#deliver()
    return this.#draining ?? Promise.resolve()
  }

  async #deliver(): Promise<void> {
    try {
      for (let next = this.#kept[0]; this.#open && next; next = this.#kept[0]) await this.#deliverOne(next)
    } finally {
      // Here and not after the promise: what is added in between would wait for the next message.
      this.#draining = null
    }
  }

  async #deliverOne(message: Kept): Promise<void> {
    const answer = await this.#send(message.make(message.replayed))
    if (answer.ok) {
      this.#done(message)
      message.onAnswer(answer.payload)
    } else if (answer.offline) {
      message.replayed = true
      this.#open = false
    } else {
      await this.#failed(message)
    }
  }

  async #failed(message: Kept): Promise<void> {
    message.attempts++
    if (message.attempts < attemptsLimit) {
      await new Promise<void>((resolve) => this.#clock.after(retryMs * message.attempts, resolve))
      return
    }
    this.#tally.counts.lost++
    this.#done(message)
  }

  #done(message: Kept): void {
    if (message.replayed) this.#tally.counts.replayed++
    if (this.#kept[0] === message) this.#kept.shift()
  }
}
