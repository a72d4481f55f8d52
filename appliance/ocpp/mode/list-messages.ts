import type { KeyObject } from 'node:crypto'
import { identifierForCharger, tokenTypes2 } from '../../domain/list-identifier.ts'
import type { ListEntry } from '../../domain/local-list.ts'
import type { ListMessage } from '../../domain/local-list-plan.ts'
import { open } from '../../domain/seal.ts'
import type { ChargerLine } from './charger-line.ts'

/**
 * SendLocalList of OCPP 1.6 (5.15) and 2.x (D01). The only place where identifiers are opened for chargers, one
 * message at a time. A list that is empty is left out: 2.x allows none, and in 1.6 either clears.
 */
export function listPayload(line: ChargerLine, sealKey: KeyObject, message: ListMessage): object {
  const { version, updateType, put, remove } = message
  const raw = ({ sealed }: ListEntry) => {
    const { identifier, localList } = line.profile
    return identifierForCharger(open(sealKey, sealed), identifier, localList.idForm)
  }
  const write = line.of16 ? entry16 : entry2
  const list = [
    ...put.map((entry) => write(entry, raw(entry), true)),
    ...remove.map((entry) => write(entry, raw(entry), false)),
  ]
  const entries = list.length > 0 && { localAuthorizationList: list }
  return line.of16
    ? { listVersion: version, updateType, ...entries }
    : { versionNumber: version, updateType, ...entries }
}

/** Without its information an entry is taken out of the list. */
function entry16({ validTo }: ListEntry, idTag: string, isListed: boolean): object {
  if (!isListed) return { idTag }
  return { idTag, idTagInfo: { status: 'Accepted', ...(validTo !== null && { expiryDate: validTo }) } }
}

function entry2({ type, validTo }: ListEntry, idToken: string, isListed: boolean): object {
  const token = { idToken: { idToken, type: tokenTypes2[type] } }
  if (!isListed) return token
  return {
    ...token,
    idTokenInfo: { status: 'Accepted', ...(validTo !== null && { cacheExpiryDateTime: validTo }) },
  }
}
