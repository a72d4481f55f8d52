import { RPCClient } from 'ocpp-rpc'
import type { Test } from 'tap'

export type Version = 'ocpp1.6' | 'ocpp2.0.1' | 'ocpp2.1'

interface ListeningGateway {
  readonly ports: { readonly ocpp: number }
}

export interface TestCharger {
  readonly client: RPCClient
  /** Sends a CALL; resolves with the payload of the answer, rejects with the CALLERROR. */
  readonly call: <T = Record<string, never>>(action: string, payload?: object) => Promise<T>
  readonly close: () => Promise<void>
}

export interface TestChargerOptions {
  readonly identity?: string
  readonly version?: Version
  readonly password?: string
}

/** A charger that stands on somebody else's client: what it sends and understands is not our reading of OCPP. */
export async function connectCharger(
  t: Test,
  { ports }: ListeningGateway,
  { identity = 'CP1', version = 'ocpp1.6', password }: TestChargerOptions = {},
): Promise<TestCharger> {
  const client = new RPCClient({
    endpoint: `ws://127.0.0.1:${ports.ocpp}`,
    identity,
    protocols: [version],
    strictMode: version !== 'ocpp2.1',
    reconnect: false,
    ...(password !== undefined && { password }),
    // Its own types demand every option, although each has a default.
  } as ConstructorParameters<typeof RPCClient>[0])
  await client.connect()
  const close = async () => {
    await client.close({ force: true })
  }
  t.teardown(close)
  return { client, call: (action, payload = {}) => client.call(action, payload) as Promise<never>, close }
}

/** The same, after it has introduced itself. */
export async function bootCharger(
  t: Test,
  gateway: ListeningGateway,
  options: TestChargerOptions = {},
): Promise<TestCharger> {
  const charger = await connectCharger(t, gateway, options)
  const vendor = { chargePointVendor: 'Example', chargePointModel: 'One' }
  const station = { reason: 'PowerUp', chargingStation: { vendorName: 'Example', model: 'One' } }
  await charger.call('BootNotification', (options.version ?? 'ocpp1.6') === 'ocpp1.6' ? vendor : station)
  return charger
}
