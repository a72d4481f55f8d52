import type { AnswerAction } from './answers.ts'
import { reset, startRemotely, stopRemotely } from './remote-control.ts'
import type { SimulatedCharger } from './simulated-charger.ts'

interface VariableOf {
  readonly component: { readonly name: string }
  readonly variable: { readonly name: string }
}

interface LocalListEntry {
  readonly idToken: { readonly idToken: string }
  readonly idTokenInfo?: { readonly status: string }
}

const setStatus = {
  accepted: 'Accepted',
  rejected: 'Rejected',
  unknown: 'UnknownVariable',
  reboot_required: 'RebootRequired',
} as const

/** How a 2.0.1 or 2.1 charger answers; what is missing here is answered NotImplemented. */
export const answers2: Readonly<Record<string, AnswerAction>> = {
  GetVariables: (charger, { getVariableData }) => ({
    getVariableResult: (getVariableData as VariableOf[]).map(({ component, variable }) => {
      const entry = charger.configuration.get(`${component.name}/${variable.name}`)
      return entry
        ? { attributeStatus: 'Accepted', attributeValue: entry.value, component, variable }
        : { attributeStatus: missing(charger, component.name), component, variable }
    }),
  }),
  SetVariables: (charger, { setVariableData }) => ({
    setVariableResult: (setVariableData as (VariableOf & { attributeValue: string })[]).map(
      ({ component, variable, attributeValue }) => {
        const result = charger.configuration.change(`${component.name}/${variable.name}`, attributeValue)
        const attributeStatus = result === 'unknown' ? missing(charger, component.name) : setStatus[result]
        return { attributeStatus, component, variable }
      },
    ),
  }),
  GetBaseReport(charger, { requestId }) {
    charger.after(0, () => void report(charger, requestId as number))
    return { status: 'Accepted' }
  },
  RequestStartTransaction(charger, { idToken, evseId, remoteStartId }) {
    const tag = (idToken as { idToken: string }).idToken
    return acceptance(startRemotely(charger, tag, evseId as number | undefined, remoteStartId as number))
  },
  RequestStopTransaction: (charger, { transactionId }) =>
    acceptance(stopRemotely(charger, transactionId as string)),
  GetTransactionStatus: (charger, { transactionId }) => ({
    ongoingIndicator:
      transactionId === undefined
        ? undefined
        : charger.connectors.some(({ transaction }) => transaction?.id === transactionId),
    messagesInQueue: charger.queue.length > 0,
  }),
  Reset(charger) {
    reset(charger)
    return acceptance(true)
  },
  UnlockConnector: (charger, { evseId }) => ({
    status: charger.connectors.some(({ id }) => id === evseId) ? 'Unlocked' : 'UnknownConnector',
  }),
  ChangeAvailability(charger, { operationalStatus, evse }) {
    const evseId = (evse as { id: number } | undefined)?.id
    const chosen = charger.connectors.filter(({ id }) => evseId === undefined || id === evseId)
    if (chosen.some(({ transaction }) => transaction !== null)) return { status: 'Scheduled' }
    const status = operationalStatus === 'Operative' ? 'available' : 'unavailable'
    for (const connector of chosen) charger.after(0, () => void charger.setStatus(connector, status))
    return acceptance(chosen.length > 0)
  },
  ClearCache(charger) {
    charger.cache.clear()
    return acceptance(true)
  },
  GetLocalListVersion: ({ localList }) => ({ versionNumber: localList.askVersion() }),
  SendLocalList(charger, { versionNumber, localAuthorizationList, updateType }) {
    const entries = (localAuthorizationList ?? []) as LocalListEntry[]
    const updates = entries.map(({ idToken, idTokenInfo }) => ({
      id: idToken.idToken,
      status: idTokenInfo?.status,
    }))
    const type = updateType as 'Full' | 'Differential'
    const status = charger.localList.update(type, versionNumber as number, updates, charger.listManners)
    // 2.x has no word of its own for a list that is not kept (D01).
    return { status: status === 'NotSupported' ? 'Failed' : status }
  },
  TriggerMessage(charger, { requestedMessage, evse }) {
    const sends = triggers[requestedMessage as string]
    if (sends === undefined) return { status: 'NotImplemented' }
    charger.after(0, () => void sends(charger, (evse as { id: number } | undefined)?.id))
    return acceptance(true)
  },
  DataTransfer: () => ({ status: 'UnknownVendorId' }),
}

type Trigger = (charger: SimulatedCharger, evseId: number | undefined) => Promise<unknown>

const triggers: Readonly<Record<string, Trigger>> = {
  BootNotification: (charger) => charger.boot(),
  Heartbeat: (charger) => charger.send({ action: 'Heartbeat', payload: {} }),
  async StatusNotification(charger, evseId) {
    const chosen = charger.connectors.filter(({ id }) => evseId === undefined || id === evseId)
    for (const connector of chosen) await charger.reportStatus(connector)
  },
}

/** The whole device model in one part (B07). */
function report(charger: SimulatedCharger, requestId: number): Promise<unknown> {
  const reportData = charger.configuration.all().map(({ key, value, readonly }) => {
    const [component = '', variable = ''] = key.split('/')
    return {
      component: { name: component },
      variable: { name: variable },
      variableAttribute: [{ value, mutability: readonly ? 'ReadOnly' : 'ReadWrite' }],
    }
  })
  const payload = { requestId, generatedAt: charger.now().toString(), seqNo: 0, tbc: false, reportData }
  return charger.send({ action: 'NotifyReport', payload })
}

function missing({ configuration }: SimulatedCharger, component: string): string {
  const prefix = `${component.toLowerCase()}/`
  const known = configuration.all().some(({ key }) => key.toLowerCase().startsWith(prefix))
  return known ? 'UnknownVariable' : 'UnknownComponent'
}

function acceptance(accepted: boolean): object {
  return { status: accepted ? 'Accepted' : 'Rejected' }
}
