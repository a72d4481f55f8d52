import type { IdentifierType } from './identifier.ts'

/** Whom a remote start is for, and where. */
export interface RemoteStart {
  readonly raw: string
  readonly type: IdentifierType
  readonly evseId: number | null
  readonly connectorId: number | null
}

/** As somebody wrote it: not checked against any schema yet. */
interface RemoteStartPayload {
  readonly connectorId?: unknown
  readonly idTag?: unknown
  readonly evseId?: unknown
  readonly idToken?: { readonly idToken?: unknown }
}

/**
 * Reads a remote start of any version (1.6: 5.11, 2.x: F01–F02); null for every other action, and for one
 * that names nobody in the form that its schema asks for and so is never sent.
 */
export function remoteStartOf(action: string, payload: object): RemoteStart | null {
  const { connectorId, idTag, evseId, idToken } = payload as RemoteStartPayload
  switch (action) {
    case 'RemoteStartTransaction':
      return remoteStart(idTag, 'rfid', connectorId, connectorId)
    case 'RequestStartTransaction':
      return remoteStart(idToken?.idToken, 'central', evseId, null)
    default:
      return null
  }
}

function remoteStart(
  raw: unknown,
  type: IdentifierType,
  evseId: unknown,
  connectorId: unknown,
): RemoteStart | null {
  if (typeof raw !== 'string') return null
  return { raw, type, evseId: wholeNumber(evseId), connectorId: wholeNumber(connectorId) }
}

function wholeNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null
}
