import type { IdentifierType } from './identifier.ts'
import type { Protocol } from './protocol.ts'

/** A session that somebody wants to start from here. */
export interface WantedStart {
  /** As it goes over the wire. */
  readonly identifier: string
  readonly type: IdentifierType
  readonly evseId: number
  readonly connectorId: number
  /** By which an OCPP 2.x charger names the request in its TransactionEvent; below 2^31. */
  readonly remoteStartId: number
}

/** IdTokenEnumType of OCPP 2.0.1 (3.43); 2.1 takes the same words. */
const tokenTypes: Readonly<Record<IdentifierType, string>> = {
  rfid: 'ISO14443',
  mac: 'MacAddress',
  pin: 'KeyCode',
  emaid: 'eMAID',
  central: 'Central',
  key_code: 'KeyCode',
}

/** The message that asks for it (1.6: 5.11 RemoteStartTransaction, 2.x: F01 RequestStartTransaction). */
export function remoteStartCommand(
  protocol: Protocol,
  { identifier, type, evseId, connectorId, remoteStartId }: WantedStart,
): { readonly action: string; readonly payload: object } {
  switch (protocol) {
    case 'ocpp1.6':
      return { action: 'RemoteStartTransaction', payload: { connectorId, idTag: identifier } }
    case 'ocpp2.0.1':
    case 'ocpp2.1': {
      const idToken = { idToken: identifier, type: tokenTypes[type] }
      return { action: 'RequestStartTransaction', payload: { evseId, remoteStartId, idToken } }
    }
  }
}
