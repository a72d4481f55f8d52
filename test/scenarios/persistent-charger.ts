import { RPCClient } from 'ocpp-rpc'
import type { Version } from '../support/charger.ts'

/** Where the gateway is right now, and where it will be after the next time it dies. */
export interface Whereabouts {
  readonly port: number
  /** Resolves once another one has taken its place. */
  readonly next: Promise<Whereabouts>
}

/** One session as the charger knows it, with what the gateway acknowledged of it. */
export interface OwnSession {
  readonly identity: string
  /** Of 2.x; in 1.6 what the gateway answered. */
  transactionId: string
  readonly meterStartWh: number
  meterStopWh: number
  /** Timestamps of readings that were acknowledged. */
  readonly readings: string[]
}

const card = '04A1B2C3D4'
const readingsPerSession = 3

/**
 * A charger as the standard wants it: it keeps what it has to tell, in order, and sends it again, under a new
 * message id, until it is acknowledged.
 */
export class PersistentCharger {
  readonly identity: string
  readonly sessions: OwnSession[] = []
  authorisations = 0
  sent = 0
  readonly #version: Version
  readonly #acknowledged: () => void
  #where: Whereabouts
  #client: RPCClient | null = null
  #meterWh = 1000

  constructor(identity: string, version: Version, where: Whereabouts, acknowledged: () => void) {
    this.identity = identity
    this.#version = version
    this.#where = where
    this.#acknowledged = acknowledged
  }

  /** Charges one vehicle after the other. The session at hand is always brought to its end. */
  async work(mayStop: () => boolean): Promise<void> {
    while (!mayStop()) await (this.#version === 'ocpp1.6' ? this.#session16() : this.#session2())
    await this.#client?.close({ force: true })
  }

  async #session16(): Promise<void> {
    await this.#deliver('Authorize', { idTag: card })
    this.authorisations++
    const session = this.#begin()
    const start = { connectorId: 1, idTag: card, meterStart: session.meterStartWh, timestamp: now() }
    const { transactionId } = await this.#deliver<{ transactionId: number }>('StartTransaction', start)
    session.transactionId = String(transactionId)
    for (let n = 0; n < readingsPerSession; n++) {
      const meterValue = [{ timestamp: now(), sampledValue: [{ value: String(this.#draw(session)) }] }]
      await this.#deliver('MeterValues', { connectorId: 1, transactionId, meterValue })
      session.readings.push(meterValue[0]!.timestamp)
    }
    const stop = { transactionId, idTag: card, meterStop: this.#draw(session), timestamp: now() }
    await this.#deliver('StopTransaction', stop)
  }

  async #session2(): Promise<void> {
    const idToken = { idToken: card, type: 'ISO14443' }
    await this.#deliver('Authorize', { idToken })
    this.authorisations++
    const session = this.#begin()
    session.transactionId = `${this.identity}-${this.sessions.length}`
    const last = readingsPerSession + 1
    for (let seqNo = 0; seqNo <= last; seqNo++) {
      const timestamp = now()
      const value = seqNo === 0 ? session.meterStartWh : this.#draw(session)
      await this.#deliver('TransactionEvent', {
        eventType: seqNo === 0 ? 'Started' : seqNo === last ? 'Ended' : 'Updated',
        timestamp,
        triggerReason: 'MeterValuePeriodic',
        seqNo,
        transactionInfo: { transactionId: session.transactionId },
        evse: { id: 1, connectorId: 1 },
        ...(seqNo === 0 && { idToken }),
        meterValue: [{ timestamp, sampledValue: [{ value }] }],
      })
      session.readings.push(timestamp)
    }
  }

  #begin(): OwnSession {
    const session = {
      identity: this.identity,
      transactionId: '',
      meterStartWh: this.#meterWh,
      meterStopWh: this.#meterWh,
      readings: [],
    }
    this.sessions.push(session)
    return session
  }

  #draw(session: OwnSession): number {
    this.#meterWh += 250
    session.meterStopWh = this.#meterWh
    return this.#meterWh
  }

  async #deliver<T>(action: string, payload: object): Promise<T> {
    for (;;) {
      try {
        this.#client ??= await this.#connect()
        this.sent++
        const answer = (await this.#client.call(action, payload)) as T
        this.#acknowledged()
        return answer
      } catch (error) {
        if (isCallError(error)) throw error
        await this.#client?.close({ force: true })
        this.#client = null
        this.#where = await this.#where.next
      }
    }
  }

  async #connect(): Promise<RPCClient> {
    const client = new RPCClient({
      endpoint: `ws://127.0.0.1:${this.#where.port}`,
      identity: this.identity,
      protocols: [this.#version],
      strictMode: this.#version !== 'ocpp2.1',
      reconnect: false,
      // Its own types demand every option, although each has a default.
    } as ConstructorParameters<typeof RPCClient>[0])
    await client.connect()
    const make = { chargePointVendor: 'Example', chargePointModel: 'One' }
    const station = { reason: 'PowerUp', chargingStation: { vendorName: 'Example', model: 'One' } }
    await client.call('BootNotification', this.#version === 'ocpp1.6' ? make : station)
    return client
  }
}

function now(): string {
  return new Date().toISOString()
}

/** What the gateway answered, as against what the end of the connection did. */
function isCallError(error: unknown): boolean {
  return error instanceof Error && 'rpcErrorCode' in error && error.rpcErrorCode !== undefined
}
