import { authorise, meter, start, stop } from './charging.ts'
import type { Connector, SimulatedCharger } from './simulated-charger.ts'

const remotePowerW = 7400

/** Whether a session can be begun from outside; if so, it is, once the answer has left. */
export function startRemotely(
  charger: SimulatedCharger,
  tag: string,
  connectorId: number | undefined,
  remoteStartId: number | null,
): boolean {
  const free = charger.connectors.filter((connector) => isFree(connector))
  const connector = connectorId === undefined ? free[0] : free.find(({ id }) => id === connectorId)
  if (connector === undefined) return false
  charger.after(0, () => void chargeRemotely(charger, connector, tag, remoteStartId))
  return true
}

function isFree({ transaction, status }: Connector): boolean {
  return transaction === null && status !== 'faulted' && status !== 'unavailable'
}

async function chargeRemotely(
  charger: SimulatedCharger,
  connector: Connector,
  tag: string,
  remoteStartId: number | null,
): Promise<void> {
  const { configuration, dialect } = charger
  await charger.setStatus(connector, 'preparing')
  if (configuration.isOn(dialect.names.authoriseRemoteStart)) await authorise(charger, connector, tag)
  else connector.permit = { tag, accepted: true }
  await start(charger, connector, remoteStartId)
  const everyMs = (configuration.number(dialect.names.sampleIntervalS) || 60) * 1000
  await meter(charger, connector, { powerW: remotePowerW, everyMs, times: Infinity })
}

/** Whether the transaction is running here; if so, it ends once the answer has left. */
export function stopRemotely(charger: SimulatedCharger, transactionId: string | number): boolean {
  const connector = charger.connectors.find(({ transaction }) => transaction?.id === transactionId)
  if (connector === undefined) return false
  charger.after(0, () => void stop(charger, connector, 'remote'))
  return true
}

/** Ends what is charging and restarts, once the answer has left. */
export function reset(charger: SimulatedCharger): void {
  charger.after(0, () => void restart(charger))
}

async function restart(charger: SimulatedCharger): Promise<void> {
  for (const connector of charger.connectors) {
    await stop(charger, connector, 'reset')
    connector.status = 'available'
  }
  charger.reboot('reset')
}
