import type { IdentifierType } from './identifier.ts'

/** Whom a remote start is for, and where. */
export interface RemoteStart {
  readonly raw: string | null
  readonly type: IdentifierType
  readonly connectorId: number | null
}

interface RemoteStartPayload {
  readonly connectorId?: number
  readonly idTag?: string
  readonly evseId?: number
  readonly idToken?: { readonly idToken: string; readonly type: string }
}

/** Reads a remote start of any version (1.6: 5.11, 2.x: F01–F02); null for every other action. */
export function remoteStartOf(action: string, payload: object): RemoteStart | null {
  const { connectorId, idTag, evseId, idToken } = payload as RemoteStartPayload
  switch (action) {
    case 'RemoteStartTransaction':
      return { raw: idTag ?? null, type: 'rfid', connectorId: connectorId ?? null }
    case 'RequestStartTransaction':
      return { raw: idToken?.idToken ?? null, type: 'central', connectorId: evseId ?? null }
    default:
      return null
  }
}
