import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { RPCServer } from 'ocpp-rpc'
import type { Test } from 'tap'
import { strictValidators } from '../../appliance/simulator/strict-validators.ts'

interface Received {
  readonly chargerId: string
  readonly action: string
  readonly payload: Record<string, any>
}

interface Client {
  readonly identity: string
  call(action: string, payload: object): Promise<Record<string, any>>
  handle(handler: (call: { method: string; params: Record<string, unknown> }) => object): void
  close(options: object): Promise<void>
  on(event: string, listener: (...args: any[]) => void): void
}

/** A central system on ocpp-rpc's strict server: an opinion on the simulator that is not the gateway's. */
export class StandInCsms {
  readonly received: Received[] = []
  readonly schemaProblems: string[] = []
  readonly #waiting = new Set<() => void>()
  readonly clients = new Map<string, Client>()
  /** Identifiers that are refused. */
  readonly refused = new Set<string>()
  bootStatus = 'Accepted'
  nextTransactionId = 1
  url = ''

  static async start(t: Test): Promise<StandInCsms> {
    const csms = new StandInCsms()
    const protocols = ['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1']
    const options = { protocols, strictMode: true, strictModeValidators: strictValidators }
    const rpc = new RPCServer(options)
    rpc.on('client', (client: Client) => csms.#serve(client))
    const http = createServer()
    http.on('upgrade', (request, socket, head) => void rpc.handleUpgrade(request, socket as Socket, head))
    http.listen(0, '127.0.0.1')
    await once(http, 'listening')
    t.teardown(async () => {
      await rpc.close({ force: true } as Parameters<typeof rpc.close>[0])
      http.closeAllConnections()
      http.close()
    })
    csms.url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}`
    return csms
  }

  of(action: string): Record<string, any>[] {
    return this.received.filter((message) => message.action === action).map(({ payload }) => payload)
  }

  /** Starts of sessions, whatever the version calls them. */
  starts(): Record<string, any>[] {
    return [...this.of('StartTransaction'), ...this.#events('Started')]
  }

  startedIds(): unknown[] {
    const given = this.of('StartTransaction').map((_, index) => index + 1)
    return [...given, ...this.#events('Started').map(({ transactionInfo }) => transactionInfo.transactionId)]
  }

  stoppedIds(): unknown[] {
    return [
      ...this.of('StopTransaction').map(({ transactionId }) => transactionId),
      ...this.#events('Ended').map(({ transactionInfo }) => transactionInfo.transactionId),
    ]
  }

  stopReasons(): string[] {
    return [
      ...this.of('StopTransaction').map(({ reason }) => reason),
      ...this.#events('Ended').map(({ transactionInfo }) => transactionInfo.stoppedReason),
    ]
  }

  /** Every meter register, in the order in which it came. */
  energies(): number[] {
    const messages = [...this.of('MeterValues'), ...this.of('TransactionEvent')]
    return messages.map(({ meterValue }) => Number(meterValue[0].sampledValue[0].value))
  }

  #events(eventType: string): Record<string, any>[] {
    return this.of('TransactionEvent').filter((event) => event['eventType'] === eventType)
  }

  /** Resolves once `ready` holds, which is looked at after each message. */
  async until(ready: () => boolean): Promise<void> {
    while (!ready()) await new Promise<void>((resolve) => this.#waiting.add(resolve))
  }

  #serve(client: Client): void {
    this.clients.set(client.identity, client)
    client.on('strictValidationFailure', ({ method, error }) =>
      this.schemaProblems.push(`${method}: ${error.message}`),
    )
    client.handle(({ method, params }) => {
      this.received.push({ chargerId: client.identity, action: method, payload: params })
      queueMicrotask(() => this.#wake())
      return this.#answer(method, params)
    })
  }

  #wake(): void {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const resolve of waiting) resolve()
  }

  #answer(action: string, payload: Record<string, any>): object {
    const currentTime = new Date().toISOString()
    switch (action) {
      case 'BootNotification':
        return { currentTime, interval: 300, status: this.bootStatus }
      case 'Heartbeat':
        return { currentTime }
      case 'Authorize':
        return this.#verdict(payload)
      case 'StartTransaction':
        return { ...this.#verdict(payload), transactionId: this.nextTransactionId++ }
      case 'TransactionEvent':
        return payload['idToken'] ? this.#verdict(payload) : {}
      default:
        return {}
    }
  }

  #verdict({ idTag, idToken }: Record<string, any>): object {
    const status = this.refused.has(idTag ?? idToken.idToken) ? 'Invalid' : 'Accepted'
    return idTag === undefined ? { idTokenInfo: { status } } : { idTagInfo: { status } }
  }
}
