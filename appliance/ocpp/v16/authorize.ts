import { authorise } from '../../flows/authorise.ts'
import { presentIdentifier } from '../../flows/present-identifier.ts'
import type { Inbound } from '../inbound.ts'
import type { Payload } from '../rpc/message.ts'
import { status16 } from '../wire-status.ts'

interface Authorize {
  readonly idTag: string
}

/** OCPP 1.6 Authorize (4.1, 6.1). The charger does not say at which connector. */
export async function authorize(inbound: Inbound<Authorize>): Promise<Payload> {
  const { flow, charger, protocol, payload, receivedAt, origin } = inbound
  const judgement = await authorise(flow, {
    charger,
    protocol,
    message: 'Authorize',
    evseId: null,
    connectorId: null,
    identifier: presentIdentifier(flow, charger.profile, payload.idTag, 'rfid'),
    at: receivedAt,
    origin,
  })
  return { idTagInfo: { status: status16(judgement) } }
}
