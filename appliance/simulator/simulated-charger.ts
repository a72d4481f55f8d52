import type { Cancel, Clock } from '../domain/clock.ts'
import type { Protocol } from '../domain/protocol.ts'
import { answerCall } from './answers.ts'
import { Configuration } from './configuration.ts'
import type { Call, ConnectorStatus, Dialect, FaultReport, Hardware, Transaction } from './dialect.ts'
import { Line } from './line.ts'
import { LocalList, type ListManners } from './local-list.ts'
import type { Answer } from './line.ts'
import type { Random } from './random.ts'
import type { Group, Habit } from './scenario.ts'
import type { Tally } from './tally.ts'
import { TransactionQueue } from './transaction-queue.ts'
import { v16 } from './v16.ts'
import { v2 } from './v2.ts'

const dialects: Readonly<Record<Protocol, Dialect>> = { 'ocpp1.6': v16, 'ocpp2.0.1': v2, 'ocpp2.1': v2 }

export interface Connector {
  /** 1.6: connector, 2.x: EVSE with one connector. */
  readonly id: number
  status: ConnectorStatus
  fault: FaultReport | null
  /** What came of the last identifier that was presented. */
  permit: { readonly tag: string; readonly accepted: boolean } | null
  transaction: Transaction | null
  meterWh: number
  powerW: number
}

/** What all chargers of a simulation share. */
export interface Surroundings {
  /** Up to the identity: `ws://127.0.0.1:9000`. */
  readonly url: string
  readonly clock: Clock
  readonly random: Random
  readonly tally: Tally
}

const rebootMs = 1000
const bootRetryMs = 10_000

/** One charger: its connection, its boot, what it knows. What it does when charging is in `charging.ts`. */
export class SimulatedCharger {
  readonly id: string
  readonly number: number
  readonly protocol: Protocol
  readonly dialect: Dialect
  readonly connectors: readonly Connector[]
  readonly configuration: Configuration
  readonly localList = new LocalList()
  /** Identifiers that the gateway has accepted, in lower case. */
  readonly cache = new Set<string>()
  readonly line: Line
  readonly queue: TransactionQueue
  readonly random: Random
  readonly tally: Tally
  readonly #clock: Clock
  readonly #hardware: Hardware
  readonly #habits: ReadonlySet<Habit>
  readonly #freevend: Group['freevend']
  readonly #cancels = new Set<Cancel>()
  #cancelHeartbeat: Cancel = () => {}
  #bootReason: 'power_up' | 'reset' = 'power_up'
  #skewMs: number
  #running = false
  #booted = false
  #serving = false
  #accepted = Promise.withResolvers<void>()

  constructor(
    group: Omit<Group, 'steps' | 'loop'>,
    number: number,
    { url, clock, random, tally }: Surroundings,
  ) {
    this.id = fillIn(group.id, number)
    this.number = number
    this.protocol = group.protocol
    this.dialect = dialects[group.protocol]
    this.connectors = Array.from({ length: group.connectors }, (_, index) => newConnector(index + 1))
    this.random = random
    this.tally = tally
    this.#clock = clock
    this.#habits = new Set(group.habits)
    this.#freevend = group.freevend
    this.#skewMs = group.clock_skew_s * 1000
    const { vendor, model, firmware, connectors, serial = `SN-${number}` } = group
    this.#hardware = { vendor, model, firmware, connectors, serial: fillIn(serial, number) }
    this.configuration = new Configuration({
      ...this.dialect.defaults(this.#hardware),
      ...group.configuration,
    })
    this.queue = new TransactionQueue((call) => this.send(call), clock, tally)
    this.line = new Line({
      url,
      id: this.id,
      protocol: group.protocol,
      password: group.password,
      answersPings: !this.has('never_pongs'),
      clock,
      random,
      tally,
      onOpen: () => void this.#opened(),
      onClosed: () => this.#closed(),
      onCall: (action, payload) => answerCall(this, action, payload),
    })
  }

  get running(): boolean {
    return this.#running
  }

  has(habit: Habit): boolean {
    return this.#habits.has(habit)
  }

  /** Anyone may charge: it starts without asking, as soon as a cable is in. */
  get isOpen(): boolean {
    const { dialect, configuration } = this
    if (dialect.enabled !== null && !configuration.isOn(dialect.enabled)) return true
    const { key, value } = this.#freevend ?? {}
    return key !== undefined && configuration.get(key)?.value.toLowerCase() === value?.toLowerCase()
  }

  /** What it presents when nobody presented anything. */
  get freevendTag(): string | null {
    return this.#freevend?.tag ?? null
  }

  get listManners(): ListManners {
    const { listMaxEntries, listMaxPerMessage } = this.dialect.names
    return {
      maxEntries: this.configuration.number(listMaxEntries) || Infinity,
      maxPerMessage: this.configuration.number(listMaxPerMessage) || Infinity,
      refuses: this.has('refuses_local_list'),
      refusesDifferences: this.has('refuses_differences'),
    }
  }

  /** The charger's own clock, wrong where the scenario says so. */
  now(): Temporal.Instant {
    return this.#clock.now().add({ milliseconds: this.#skewMs })
  }

  setClockSkew(skewMs: number): void {
    this.#skewMs = skewMs
  }

  /** Never resolves when the charger is switched off meanwhile. */
  wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.after(delayMs, resolve))
  }

  /** Runs `run` later, unless the charger is switched off meanwhile. */
  after(delayMs: number, run: () => void): Cancel {
    const cancelTimer = this.#clock.after(delayMs, () => {
      this.#cancels.delete(cancel)
      run()
    })
    const cancel = () => {
      this.#cancels.delete(cancel)
      cancelTimer()
    }
    this.#cancels.add(cancel)
    return cancel
  }

  send(call: Call): Promise<Answer> {
    return this.line.call(call.action, call.payload)
  }

  connector(id: number): Connector {
    const connector = this.connectors[id - 1]
    if (connector === undefined) throw new RangeError(`${this.id} has no connector ${id}`)
    return connector
  }

  switchOn(): void {
    this.#running = true
    this.line.connect()
  }

  switchOff(): void {
    this.#running = false
    for (const cancel of this.#cancels) cancel()
    this.queue.pause()
    this.line.disconnect()
  }

  /** Resolves once the gateway has accepted the charger and has what was kept for it; at once where it has. */
  accepted(): Promise<void> {
    return this.#accepted.promise
  }

  /** Off and on again. Messages that have not been sent survive, as they do in a real charger's flash. */
  reboot(reason: 'power_up' | 'reset'): void {
    this.#booted = false
    this.#bootReason = reason
    this.configuration.restarted()
    this.queue.pause()
    this.line.disconnect()
    this.after(rebootMs, () => this.line.connect())
  }

  async boot(): Promise<void> {
    const answer = await this.send(this.dialect.boot(this.#hardware, this.#bootReason))
    if (!answer.ok) {
      // Offline: it boots when the connection is back.
      if (!answer.offline) this.after(bootRetryMs, () => void this.boot())
      return
    }
    const { status, intervalS } = this.dialect.bootVerdict(answer.payload)
    this.tally.booted(this.id, status)
    if (status !== 'Accepted') {
      this.after(intervalS > 0 ? intervalS * 1000 : bootRetryMs, () => void this.boot())
      return
    }
    this.#booted = true
    if (intervalS > 0) this.configuration.change(this.dialect.names.heartbeatS, String(intervalS))
    await this.#serve()
  }

  async setStatus(connector: Connector, status: ConnectorStatus, fault: FaultReport | null = null) {
    connector.status = status
    connector.fault = fault
    await this.reportStatus(connector)
  }

  async reportStatus({ id, status, fault }: Pick<Connector, 'id' | 'status' | 'fault'>): Promise<void> {
    await this.send(this.dialect.status(id, status, this.now(), fault))
    const event = fault === null ? null : this.dialect.faultEvent(id, this.now(), fault)
    if (event !== null) await this.send(event)
  }

  async #opened(): Promise<void> {
    if (this.#booted && this.has('boots_once')) await this.#serve()
    else await this.boot()
  }

  #closed(): void {
    // Who waits for the first acceptance goes on waiting for the same promise.
    if (this.#serving) this.#accepted = Promise.withResolvers()
    this.#serving = false
    this.queue.pause()
    this.#cancelHeartbeat()
  }

  async #serve(): Promise<void> {
    this.#heartbeat()
    const { wholeCharger } = this.dialect
    if (wholeCharger !== null) {
      await this.reportStatus({ id: wholeCharger, status: 'available', fault: null })
    }
    for (const connector of this.connectors) await this.reportStatus(connector)
    await this.queue.resume()
    this.#serving = true
    this.#accepted.resolve()
  }

  #heartbeat(): void {
    this.#cancelHeartbeat()
    const intervalS = this.configuration.number(this.dialect.names.heartbeatS) || 300
    this.#cancelHeartbeat = this.after(intervalS * 1000, () => {
      void this.send({ action: 'Heartbeat', payload: {} })
      this.#heartbeat()
    })
  }
}

function newConnector(id: number): Connector {
  const nothing = { fault: null, permit: null, transaction: null }
  return { id, status: 'available', ...nothing, meterWh: id * 1000, powerW: 0 }
}

/** `CP{n:3}` and 7 → `CP007`. */
export function fillIn(pattern: string, number: number): string {
  return pattern.replaceAll(/\{n(?::(\d+))?\}/g, (_, width: string | undefined) =>
    String(number).padStart(Number(width ?? 0), '0'),
  )
}
