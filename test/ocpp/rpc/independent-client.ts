import { RPCClient } from 'ocpp-rpc'
import type { OcppVersion } from '../../../appliance/ocpp/rpc/protocol.ts'

/** A charger played by `ocpp-rpc`: an implementation of OCPP-J that is not ours. */
export function independentClient(
  endpoint: string,
  identity: string,
  version: OcppVersion,
  password: string | null = null,
): RPCClient {
  return new RPCClient({
    endpoint,
    identity,
    protocols: [version],
    password,
    // Its strict mode looks for the 2.1 schemas under names they do not have, and refuses every 2.1 call.
    strictMode: version !== 'ocpp2.1',
    strictModeValidators: [],
    reconnect: false,
    maxReconnects: 0,
    callTimeoutMs: 10_000,
    callConcurrency: 1,
    pingIntervalMs: 30_000,
    deferPingsOnActivity: false,
    respondWithDetailedErrors: false,
    maxBadMessages: 1,
    wsOpts: {},
    headers: {},
    backoff: { initialDelay: 1000, maxDelay: 10_000, factor: 2, randomisationFactor: 0.25 },
  })
}
