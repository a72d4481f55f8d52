import type { RawData, WebSocket } from 'ws'
import type { Clock } from '../domain/clock.ts'
import type { LiveEvent, LiveTopic } from '../domain/live-event.ts'
import { roleHas } from '../domain/permission.ts'
import type { Permission } from '../domain/permission.ts'
import type { Caller } from './authentication.ts'

/** Tablets of a depot, with room to spare. */
const clientLimit = 100
/** What may wait in a client's socket before it counts as too slow to follow. */
const waitingLimitBytes = 1024 * 1024
const pingEveryMs = 30_000
/** A client's right to listen is looked up at most this often. */
const recheckEveryMs = 1_000
const subscriptionLimit = 100

/** Close codes of RFC 6455 and its registry. */
const policyViolation = 1008
const tryAgainLater = 1013

/** What the role must be permitted to hear of a topic. */
const topicPermissions: Readonly<Record<LiveTopic, Permission>> = {
  charger: 'chargers.read',
  connector: 'chargers.read',
  fault: 'chargers.read',
  mode: 'chargers.read',
  schedule: 'chargers.read',
  command: 'chargers.read',
  decision: 'decisions.read',
  session: 'sessions.read',
  meter: 'sessions.read',
  frame: 'frames.read',
  condition: 'system.read',
}

interface Client {
  readonly socket: WebSocket
  caller: Caller
  checkedAtMs: number
  answeredPing: boolean
  /** `decision`, `frame:CP1` and so on; null until it said so: everything but frames, which are many. */
  topics: ReadonlySet<string> | null
  /** Ends the watching of the chargers whose frames it asked for. */
  unwatch: (() => void)[]
}

export interface LiveFeedContext {
  readonly clock: Clock
  /** Gives the caller with the role of now, or null when it was shut out meanwhile. */
  readonly stillAllowed: (caller: Caller) => Caller | null
  /** Frames of a charger are only published while somebody watches it. */
  readonly watchFrames: (chargerId: string) => () => void
}

/** Hands live events to browsers and scripts, and lets go of those that cannot follow. */
export class LiveFeed {
  readonly #clients = new Set<Client>()
  readonly #context: LiveFeedContext
  #cancelPing: (() => void) | null = null

  constructor(context: LiveFeedContext) {
    this.#context = context
  }

  get isFull(): boolean {
    return this.#clients.size >= clientLimit
  }

  add(socket: WebSocket, caller: Caller): void {
    const checkedAtMs = this.#context.clock.monotonicMs()
    const client: Client = { socket, caller, checkedAtMs, answeredPing: true, topics: null, unwatch: [] }
    this.#clients.add(client)
    this.#cancelPing ??= this.#context.clock.after(pingEveryMs, () => this.#pingAll())
    socket.on('message', (data, isBinary) => this.#subscribe(client, data, isBinary))
    socket.on('pong', () => (client.answeredPing = true))
    // Whatever broke, `close` follows.
    socket.on('error', () => {})
    socket.on('close', () => this.#forget(client))
  }

  /** Never throws and never waits: it runs right after a commit. */
  send(event: LiveEvent): void {
    let text: string | null = null
    for (const client of this.#clients) {
      if (!wants(client, event) || !this.#mayHear(client, event.topic)) continue
      if (client.socket.bufferedAmount > waitingLimitBytes) {
        this.#letGo(client, tryAgainLater, 'too slow to follow')
        continue
      }
      text ??= JSON.stringify({ topic: event.topic, chargerId: event.chargerId, ...event.item })
      client.socket.send(text)
    }
  }

  /** Ends the pings; the server closes the sockets. */
  close(): void {
    this.#cancelPing?.()
    this.#cancelPing = null
  }

  #mayHear(client: Client, topic: LiveTopic): boolean {
    const nowMs = this.#context.clock.monotonicMs()
    if (nowMs - client.checkedAtMs >= recheckEveryMs && !this.#recheck(client, nowMs)) return false
    return roleHas(client.caller.role, topicPermissions[topic])
  }

  #recheck(client: Client, nowMs: number): boolean {
    const caller = this.#context.stillAllowed(client.caller)
    client.checkedAtMs = nowMs
    if (caller !== null) client.caller = caller
    else this.#letGo(client, policyViolation, 'signed out')
    return caller !== null
  }

  #pingAll(): void {
    const nowMs = this.#context.clock.monotonicMs()
    for (const client of this.#clients) {
      if (!client.answeredPing) client.socket.terminate()
      else if (this.#recheck(client, nowMs)) {
        client.answeredPing = false
        client.socket.ping()
      }
    }
    this.#cancelPing =
      this.#clients.size === 0 ? null : this.#context.clock.after(pingEveryMs, () => this.#pingAll())
  }

  #letGo(client: Client, code: number, reason: string): void {
    this.#forget(client)
    client.socket.close(code, reason)
  }

  #forget(client: Client): void {
    this.#clients.delete(client)
    for (const unwatch of client.unwatch) unwatch()
  }

  /** `{ "subscribe": ["charger", "frame:CP1"] }` replaces what was asked for before. */
  #subscribe(client: Client, data: RawData, isBinary: boolean): void {
    const topics = isBinary || !Buffer.isBuffer(data) ? null : readTopics(data.toString())
    if (topics === null) {
      client.socket.send(JSON.stringify({ topic: 'note', message: subscriptionForm }))
      return
    }
    client.topics = new Set(topics)
    for (const unwatch of client.unwatch) unwatch()
    client.unwatch = watchedChargers(client.topics).map(this.#context.watchFrames)
  }
}

function wants({ topics }: Client, { topic, chargerId }: LiveEvent): boolean {
  if (topics === null) return topic !== 'frame'
  return topics.has(topic) || (chargerId !== null && topics.has(`${topic}:${chargerId}`))
}

const frameTopic = 'frame:'

function watchedChargers(topics: ReadonlySet<string>): string[] {
  const frames = [...topics].filter((topic) => topic.startsWith(frameTopic))
  return frames.map((topic) => topic.slice(frameTopic.length))
}

const subscriptionForm = `Send {"subscribe": [topic, …]} with at most ${subscriptionLimit} topics.`

function readTopics(text: string): string[] | null {
  let message: unknown
  try {
    message = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof message !== 'object' || message === null || !('subscribe' in message)) return null
  const { subscribe: topics } = message
  if (!Array.isArray(topics) || topics.length > subscriptionLimit) return null
  return topics.every((topic) => typeof topic === 'string') ? topics : null
}
