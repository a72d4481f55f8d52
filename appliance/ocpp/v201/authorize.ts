import { authorise } from '../../flows/authorise.ts'
import type { Inbound } from '../inbound.ts'
import type { Payload } from '../rpc/message.ts'
import { status2 } from '../wire-status.ts'
import { readIdToken, type IdToken } from './id-token.ts'

interface Authorize {
  readonly idToken: IdToken
}

/** OCPP 2.x Authorize (C01–C06). */
export async function authorize(inbound: Inbound<Authorize>): Promise<Payload> {
  const { flow, charger, protocol, payload, receivedAt, origin } = inbound
  const judgement = await authorise(flow, {
    charger,
    protocol,
    message: 'Authorize',
    evseId: null,
    connectorId: null,
    identifier: readIdToken(flow, charger, payload.idToken),
    at: receivedAt,
    origin,
  })
  return { idTokenInfo: { status: status2(judgement) } }
}
