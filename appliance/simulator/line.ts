import { RPCClient } from 'ocpp-rpc'
import type { Protocol } from '../domain/protocol.ts'
import type { Cancel, Clock } from '../domain/clock.ts'
import type { Random } from './random.ts'
import { strictValidators } from './strict-validators.ts'
import type { Tally } from './tally.ts'

/** What came of a message to the gateway. */
export type Answer =
  | { readonly ok: true; readonly payload: Record<string, unknown> }
  | { readonly ok: false; readonly offline: boolean; readonly code: string }

export interface LineOptions {
  /** Up to the identity: `ws://127.0.0.1:9000`. */
  readonly url: string
  readonly id: string
  readonly protocol: Protocol
  readonly password: string | undefined
  readonly answersPings: boolean
  readonly clock: Clock
  readonly random: Random
  readonly tally: Tally
  readonly onOpen: () => void
  readonly onClosed: () => void
  /** Answers a call of the gateway; undefined: the charger does not know the action. */
  readonly onCall: (action: string, payload: Record<string, unknown>) => object | undefined
}

type ClientOptions = ConstructorParameters<typeof RPCClient>[0]

const firstRetryMs = 1000
const longestRetryMs = 30_000
const callTimeoutMs = 30_000

/** The connection of one charger to the gateway, kept up until it is told otherwise. */
export class Line {
  readonly #options: LineOptions
  #client: RPCClient | null = null
  #wanted = false
  #retryMs = firstRetryMs
  #cancelRetry: Cancel = () => {}

  constructor(options: LineOptions) {
    this.#options = options
  }

  get online(): boolean {
    return this.#client?.state === RPCClient.OPEN
  }

  /** Connects, and again after each loss, until `disconnect`. */
  connect(): void {
    if (this.#wanted) return
    this.#wanted = true
    void this.#open()
  }

  /** The cable is pulled: no closing handshake, what is under way gets no answer. */
  disconnect(): void {
    this.#wanted = false
    this.#cancelRetry()
    const client = this.#client
    this.#client = null
    if (client === null) return
    if (client.state === RPCClient.OPEN) this.#options.onClosed()
    client.removeAllListeners('disconnect')
    // While connecting it may reject, and there is nothing to be done about that.
    void client.close({ force: true })?.catch(() => {})
  }

  async call(action: string, payload: object): Promise<Answer> {
    const client = this.#client
    if (!client || !this.online) return { ok: false, offline: true, code: 'Offline' }
    const { tally, clock } = this.#options
    const startedMs = clock.monotonicMs()
    tally.sent(action)
    try {
      const answer = await client.call(action, payload)
      tally.answered(action, clock.monotonicMs() - startedMs)
      return { ok: true, payload: answer as Record<string, unknown> }
    } catch (error) {
      const code = codeOf(error, this.online && client === this.#client)
      tally.failed(action, code)
      return { ok: false, offline: code === 'Offline', code }
    }
  }

  async #open(): Promise<void> {
    const { tally, onOpen } = this.#options
    const client = this.#makeClient()
    this.#client = client
    try {
      await client.connect()
    } catch (error) {
      const { code = 'Unreachable' } = error as { code?: string | number }
      if (this.#wanted) tally.turnedAway(String(code))
      return this.#retry()
    }
    if (!this.#wanted) return void client.close({ force: true })
    this.#retryMs = firstRetryMs
    tally.counts.connections++
    client.once('disconnect', () => {
      this.#options.onClosed()
      this.#retry()
    })
    onOpen()
  }

  #retry(): void {
    if (!this.#wanted) return
    const delayMs = this.#options.random.amount([this.#retryMs / 2, this.#retryMs])
    this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs)
    this.#cancelRetry = this.#options.clock.after(delayMs, () => void this.#open())
  }

  #makeClient(): RPCClient {
    const { url, id, protocol, password, answersPings, tally, onCall } = this.#options
    const client = new RPCClient({
      endpoint: url,
      identity: id,
      protocols: [protocol],
      password: password ?? null,
      callTimeoutMs,
      // Reconnecting is ours: its own client forgets to try again after a first connection that failed.
      reconnect: false,
      strictMode: true,
      strictModeValidators: strictValidators,
      wsOpts: { autoPong: answersPings },
    } as unknown as ClientOptions)
    client.on('strictValidationFailure', ({ method, error }) => {
      tally.schemaProblem(method, error.rpcErrorCode ?? error.message)
    })
    client.handle((({ method, params }: { method: string; params: Record<string, unknown> }) => {
      tally.asked(method)
      const answer = onCall(method, params)
      if (answer === undefined) throw Object.assign(new Error(), { rpcErrorCode: 'NotImplemented' })
      return Promise.resolve(answer)
    }) as unknown as Parameters<RPCClient['handle']>[0])
    return client
  }
}

function codeOf(error: unknown, online: boolean): string {
  const { rpcErrorCode, constructor } = error as { rpcErrorCode?: string; constructor: { name: string } }
  if (rpcErrorCode !== undefined) return rpcErrorCode
  if (constructor.name === 'TimeoutError') return 'Timeout'
  return online ? 'GenericError' : 'Offline'
}
