import { createHistogram } from 'node:perf_hooks'
import type { RecordableHistogram } from 'node:perf_hooks'

interface ActionTally {
  sent: number
  errors: Map<string, number>
  readonly latencyUs: RecordableHistogram
}

export interface ActionSummary {
  readonly sent: number
  readonly answered: number
  /** CALLERROR codes, `Timeout`, `Offline` where the connection ended first, `BadAnswer` against the schema. */
  readonly errors: Readonly<Record<string, number>>
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
}

export interface Summary {
  readonly chargers: number
  readonly seconds: number
  readonly messagesSent: number
  readonly messagesPerSecond: number
  readonly counts: Readonly<Record<Count, number>>
  /** Chargers that the gateway has last told to wait. */
  readonly waiting: number
  /** What the chargers sent, by action. */
  readonly sent: Readonly<Record<string, ActionSummary>>
  /** What the gateway asked of them, by action. */
  readonly asked: Readonly<Record<string, number>>
  /** Connections that were turned away, by HTTP status or error code. */
  readonly turnedAway: Readonly<Record<string, number>>
  /** Messages of either side that broke the schema of their action: action and error code. */
  readonly schemaProblems: readonly string[]
}

const countNames = [
  'connections',
  'bootsAccepted',
  'authorised',
  'refused',
  'sessionsStarted',
  'sessionsEnded',
  'replayed',
  'lost',
] as const
export type Count = (typeof countNames)[number]

const schemaProblemsKept = 100

/** Counts what a simulation does. Holds no payload and no identifier. */
export class Tally {
  readonly counts = Object.fromEntries(countNames.map((name) => [name, 0])) as Record<Count, number>
  readonly schemaProblems: string[] = []
  readonly #actions = new Map<string, ActionTally>()
  readonly #asked = new Map<string, number>()
  readonly #waiting = new Set<string>()
  readonly #turnedAway = new Map<string, number>()

  sent(action: string): void {
    this.#of(action).sent++
  }

  answered(action: string, latencyMs: number): void {
    this.#of(action).latencyUs.record(Math.max(1, Math.round(latencyMs * 1000)))
  }

  failed(action: string, code: string): void {
    increment(this.#of(action).errors, code)
  }

  asked(action: string): void {
    increment(this.#asked, action)
  }

  /** What a boot was answered. */
  booted(chargerId: string, status: 'Accepted' | 'Pending' | 'Rejected'): void {
    if (status === 'Accepted') this.counts.bootsAccepted++
    if (status === 'Pending') this.#waiting.add(chargerId)
    else this.#waiting.delete(chargerId)
  }

  turnedAway(code: string): void {
    increment(this.#turnedAway, code)
  }

  schemaProblem(action: string, code: string): void {
    if (this.schemaProblems.length < schemaProblemsKept) this.schemaProblems.push(`${action}: ${code}`)
  }

  summary(chargers: number, elapsedMs: number): Summary {
    const sent = [...this.#actions].map(([action, tally]) => [action, summaryOf(tally)] as const)
    const messagesSent = sent.reduce((sum, [, action]) => sum + action.sent, 0)
    const seconds = round(elapsedMs / 1000)
    return {
      chargers,
      seconds,
      messagesSent,
      messagesPerSecond: seconds > 0 ? round(messagesSent / seconds) : 0,
      counts: { ...this.counts },
      waiting: this.#waiting.size,
      sent: Object.fromEntries(sent),
      asked: Object.fromEntries(this.#asked),
      turnedAway: Object.fromEntries(this.#turnedAway),
      schemaProblems: [...this.schemaProblems],
    }
  }

  #of(action: string): ActionTally {
    let tally = this.#actions.get(action)
    if (tally === undefined) {
      tally = { sent: 0, errors: new Map(), latencyUs: createHistogram() }
      this.#actions.set(action, tally)
    }
    return tally
  }
}

function summaryOf({ sent, errors, latencyUs }: ActionTally): ActionSummary {
  const answered = latencyUs.count
  const ms = (microseconds: number) => (answered === 0 ? 0 : round(microseconds / 1000))
  return {
    sent,
    answered,
    errors: Object.fromEntries(errors),
    p50Ms: ms(latencyUs.percentile(50)),
    p99Ms: ms(latencyUs.percentile(99)),
    maxMs: ms(latencyUs.max),
  }
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
