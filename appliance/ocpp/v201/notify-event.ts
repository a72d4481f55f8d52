import { faultOfEvent, faultOfStatus2, type EventData } from '../../domain/fault.ts'
import { recordFault, recordStatus } from '../../flows/record-status.ts'
import type { Inbound } from '../inbound.ts'
import { maskIfTold, maskProse } from '../redaction/mask-text.ts'
import type { Payload } from '../rpc/message.ts'

interface NotifyEvent {
  readonly generatedAt: string
  readonly eventData: readonly (EventData & {
    readonly timestamp: string
    readonly component: { readonly evse?: { readonly id: number; readonly connectorId?: number } }
  })[]
}

/** OCPP 2.x NotifyEvent (N07, and G01 by `AvailabilityState`): faults, and in 2.1 the connectors' status. */
export async function notifyEvent(inbound: Inbound<NotifyEvent>): Promise<Payload> {
  const { flow, charger, payload, origin, device } = inbound
  await Promise.all(
    payload.eventData.map((event) => {
      const { id: evseId = 0, connectorId = 0 } = event.component.evse ?? {}
      const place = { chargerId: charger.id, evseId, connectorId }
      const { at } = device.liveTime(event.timestamp)
      if (event.variable.name === 'AvailabilityState' && event.component.name === 'Connector') {
        const status = maskProse(event.actualValue)
        const rest = { errorCode: null, vendorErrorCode: null, info: null, at, origin }
        return recordStatus(flow, { ...place, ...rest, status, fault: faultOfStatus2(status) })
      }
      const change = faultOfEvent(withMaskedTexts(event))
      return change ? recordFault(flow, origin, place, change, at) : Promise.resolve()
    }),
  )
  return {}
}

/** Written by firmware for people, with the card that it refused in it: none of it is kept as it came. */
function withMaskedTexts(event: EventData): EventData {
  const { component, variable, techCode, techInfo } = event
  return {
    ...event,
    component: withMaskedNames(component),
    variable: withMaskedNames(variable),
    techCode: maskIfTold(techCode),
    techInfo: maskIfTold(techInfo),
  }
}

function withMaskedNames({ name, instance }: EventData['component']): EventData['component'] {
  return { name: maskProse(name), instance: instance === undefined ? undefined : maskProse(instance) }
}
