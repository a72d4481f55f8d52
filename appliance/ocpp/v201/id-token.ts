import type { IdentifierType } from '../../domain/identifier.ts'
import type { ChargerFacts } from '../../store/facts.ts'
import type { FlowContext } from '../../flows/context.ts'
import { presentIdentifier, type PresentedIdentifier } from '../../flows/present-identifier.ts'

/** IdTokenType of OCPP 2.0.1 (2.28) and 2.1. */
export interface IdToken {
  readonly idToken: string
  readonly type: string
}

/** By the wire's word in lower case; 2.1 lets vendors add their own. */
const typeOf: Readonly<Record<string, IdentifierType>> = {
  central: 'central',
  emaid: 'emaid',
  evccid: 'mac',
  iso14443: 'rfid',
  iso15693: 'rfid',
  keycode: 'key_code',
  local: 'central',
  macaddress: 'mac',
  vin: 'central',
}

/** `NoAuthorization` says that nothing was presented. */
export function readIdToken(
  flow: FlowContext,
  charger: ChargerFacts,
  token: IdToken | undefined,
): PresentedIdentifier | null {
  if (token === undefined || token.type === 'NoAuthorization') return null
  const type = typeOf[token.type.toLowerCase()] ?? 'rfid'
  return presentIdentifier(flow, charger.profile, token.idToken, type)
}
