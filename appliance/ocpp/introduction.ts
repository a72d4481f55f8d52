import type { FirmwareProfile } from '../domain/firmware-profile.ts'
import type { ChargerDevice } from './charger-device.ts'
import type { Payload } from './rpc/message.ts'

/**
 * The first words with a charger that has connected. Firmware loops when it is called before it has booted,
 * does not boot on every reconnect, and some reconnects every minute while nobody talks to it.
 */
export function expectBoot(device: ChargerDevice, profile: FirmwareProfile, isKnown: boolean): void {
  const mayTrigger = profile.bootAfterReconnect === 'trigger'
  device.connection.holdCalls()
  if (!isKnown && !mayTrigger) return
  device.after(profile.timings.settleDelayMs, () => {
    device.connection.releaseCalls()
    if (mayTrigger) ask(device, isKnown ? 'StatusNotification' : 'BootNotification')
  })
}

/** It has been approved while it was connected: it need not wait until it boots by itself. */
export function askToBoot(device: ChargerDevice): void {
  ask(device, 'BootNotification')
}

/** It has booted: once it has settled it is asked how often it will be heard of. */
export function getToKnow(device: ChargerDevice, profile: FirmwareProfile): void {
  // The answer to its boot goes out first.
  setImmediate(() => device.connection.releaseCalls())
  device.after(profile.timings.settleDelayMs, () => {
    void askHeartbeatInterval(device)
  })
}

function ask(device: ChargerDevice, requestedMessage: string): void {
  void device.connection.call('TriggerMessage', { requestedMessage })
}

interface Configuration {
  readonly configurationKey?: readonly { readonly value?: string }[]
  readonly getVariableResult?: readonly { readonly attributeValue?: string }[]
}

/** What it was told at boot is not always what it does: the keep-alive goes by its own word. */
async function askHeartbeatInterval({ connection }: ChargerDevice): Promise<void> {
  const of16 = connection.protocol === 'ocpp1.6'
  const action = of16 ? 'GetConfiguration' : 'GetVariables'
  const outcome = await connection.call(action, of16 ? key16 : variable2)
  if (!outcome.ok) return
  const { configurationKey, getVariableResult } = outcome.payload as Configuration
  const value = configurationKey?.[0]?.value ?? getVariableResult?.[0]?.attributeValue
  const intervalS = Number(value ?? Number.NaN)
  if (intervalS > 0) connection.heartbeatIntervalMs = intervalS * 1000
}

const key16: Payload = { key: ['HeartbeatInterval'] }
const variable2: Payload = {
  getVariableData: [{ component: { name: 'OCPPCommCtrlr' }, variable: { name: 'HeartbeatInterval' } }],
}
