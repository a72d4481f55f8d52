import type { AnswerAction } from './answers.ts'
import { reset, startRemotely, stopRemotely } from './remote-control.ts'
import type { SimulatedCharger } from './simulated-charger.ts'

const changeStatus = {
  accepted: 'Accepted',
  rejected: 'Rejected',
  unknown: 'NotSupported',
  reboot_required: 'RebootRequired',
} as const

/** How a 1.6 charger answers; what is missing here is answered NotImplemented. */
export const answers16: Readonly<Record<string, AnswerAction>> = {
  GetConfiguration(charger, { key }) {
    const asked = (key as string[] | undefined) ?? charger.configuration.all().map((entry) => entry.key)
    const found = asked.map((name) => charger.configuration.get(name))
    return {
      configurationKey: found.filter((entry) => entry !== undefined),
      unknownKey: asked.filter((name) => charger.configuration.get(name) === undefined),
    }
  },
  ChangeConfiguration: (charger, { key, value }) => ({
    status: changeStatus[charger.configuration.change(key as string, value as string)],
  }),
  RemoteStartTransaction: (charger, { idTag, connectorId }) =>
    acceptance(startRemotely(charger, idTag as string, connectorId as number | undefined, null)),
  RemoteStopTransaction: (charger, { transactionId }) =>
    acceptance(stopRemotely(charger, transactionId as number)),
  Reset(charger) {
    reset(charger)
    return acceptance(true)
  },
  UnlockConnector: (charger, { connectorId }) => ({
    status: charger.connectors.some(({ id }) => id === connectorId) ? 'Unlocked' : 'NotSupported',
  }),
  ChangeAvailability(charger, { connectorId, type }) {
    const chosen = charger.connectors.filter(({ id }) => connectorId === 0 || id === connectorId)
    if (chosen.some(({ transaction }) => transaction !== null)) return { status: 'Scheduled' }
    const status = type === 'Operative' ? 'available' : 'unavailable'
    for (const connector of chosen) charger.after(0, () => void charger.setStatus(connector, status))
    return acceptance(chosen.length > 0)
  },
  ClearCache(charger) {
    charger.cache.clear()
    return acceptance(true)
  },
  GetLocalListVersion: ({ localList }) => ({ listVersion: localList.askVersion() }),
  SendLocalList(charger, { listVersion, localAuthorizationList, updateType }) {
    const entries = (localAuthorizationList ?? []) as { idTag: string; idTagInfo?: { status: string } }[]
    const updates = entries.map(({ idTag, idTagInfo }) => ({ id: idTag, status: idTagInfo?.status }))
    const type = updateType as 'Full' | 'Differential'
    return { status: charger.localList.update(type, listVersion as number, updates, charger.listManners) }
  },
  TriggerMessage: (charger, { requestedMessage, connectorId }) => ({
    status: trigger(charger, requestedMessage as string, connectorId as number | undefined),
  }),
  DataTransfer: () => ({ status: 'UnknownVendorId' }),
}

function trigger(charger: SimulatedCharger, message: string, connectorId: number | undefined): string {
  const sends = triggers[message]
  if (sends === undefined) return 'NotImplemented'
  charger.after(0, () => void sends(charger, connectorId))
  return 'Accepted'
}

type Trigger = (charger: SimulatedCharger, connectorId: number | undefined) => Promise<unknown>

const triggers: Readonly<Record<string, Trigger>> = {
  BootNotification: (charger) => charger.boot(),
  Heartbeat: (charger) => charger.send({ action: 'Heartbeat', payload: {} }),
  async StatusNotification(charger, connectorId) {
    const chosen = charger.connectors.filter(({ id }) => connectorId === undefined || id === connectorId)
    for (const connector of chosen) await charger.reportStatus(connector)
  },
}

function acceptance(accepted: boolean): object {
  return { status: accepted ? 'Accepted' : 'Rejected' }
}
