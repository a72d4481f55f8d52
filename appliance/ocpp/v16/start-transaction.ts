import { timestampKey } from '../../domain/charger-clock.ts'
import { presentIdentifier } from '../../flows/present-identifier.ts'
import { startSession } from '../../flows/start-session.ts'
import { believablePlace, doubtsOf, exactNumber } from '../believable-number.ts'
import type { Inbound } from '../inbound.ts'
import type { Payload } from '../rpc/message.ts'
import { status16 } from '../wire-status.ts'

interface StartTransaction {
  readonly connectorId: number
  readonly idTag: string
  readonly meterStart: number
  readonly timestamp: string
}

/** OCPP 1.6 StartTransaction (4.8, 6.45): always answered with an id, the verdict is in `idTagInfo`. */
export async function startTransaction(inbound: Inbound<StartTransaction>): Promise<Payload> {
  const { flow, charger, protocol, payload, receivedAt, connectedAt, origin, device } = inbound
  const identifier = presentIdentifier(flow, charger.profile, payload.idTag, 'rfid')
  const time = device.time(payload.timestamp)
  device.weighTime(time)
  const started = await startSession(flow, {
    question: { charger, protocol, message: 'StartTransaction', identifier, origin },
    connectorId: believablePlace(payload.connectorId),
    meterStartWh: exactNumber(payload.meterStart),
    ...doubtsOf([payload.connectorId], [payload.meterStart]),
    time,
    reportedStart: timestampKey(time, payload.timestamp),
    receivedAt,
    connectedAt,
  })
  if (started.mustStop) device.watchDenied(started.transactionId)
  return { transactionId: started.transactionId, idTagInfo: { status: status16(started) } }
}
