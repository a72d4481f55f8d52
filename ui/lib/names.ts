import type { AccessClass, AccessMode, Charger, IdentifierType, Role } from './api-types.ts'

export const roleLabels: Record<Role, string> = {
  viewer: 'Viewer',
  technician: 'Technician',
  operator: 'Operator',
  installer: 'Installer',
  admin: 'Administrator',
}

export const roleHints: Record<Role, string> = {
  viewer: 'Sees chargers, sessions, decisions and masked identifiers.',
  technician: 'Also controls chargers and reads their messages and the ledger.',
  operator: 'Also changes modes, policies and identifiers.',
  installer: 'Technician who also approves chargers and changes policies and settings.',
  admin: 'May do everything, including users and tokens.',
}

export const modeLabels: Record<AccessMode, string> = {
  freevend: 'Freevend',
  managed_access: 'Managed access',
}

export const accessClassLabels: Record<AccessClass, string> = {
  own_fleet: 'Own fleet',
  agreement: 'Agreement',
  unknown: 'Unknown',
}

export const identifierTypeLabels: Record<IdentifierType, string> = {
  rfid: 'RFID card',
  mac: 'MAC address',
  pin: 'PIN',
  emaid: 'eMAID',
  central: 'Central token',
  key_code: 'Key code',
}

export const protocolLabels: Record<string, string> = {
  'ocpp1.6': 'OCPP 1.6',
  'ocpp2.0.1': 'OCPP 2.0.1',
  'ocpp2.1': 'OCPP 2.1',
}

/**
 * What stands beside a plug: OCPP 1.6 numbers connectors, 2.x numbers EVSEs, mostly of one connector each.
 * Only a further connector of an EVSE needs both: `2.3` is the third of EVSE 2.
 */
export function connectorNumber(evseId: number, connectorId: number | null): string {
  const single = connectorId === null || connectorId <= 1 || connectorId === evseId
  return single ? String(evseId) : `${evseId}.${connectorId}`
}

export function connectorName(evseId: number | null, connectorId: number | null): string {
  return evseId ? `Connector ${connectorNumber(evseId, connectorId)}` : 'Whole charger'
}

export function chargerPath(id: string, tab = ''): string {
  return `/chargers/${encodeURIComponent(id)}${tab && `/${tab}`}`
}

/** `ABB Terra 54 · 1.6.2`, as far as the charger has said. */
export function modelLine(charger: Pick<Charger, 'vendor' | 'model' | 'firmware'>): string {
  return [[charger.vendor, charger.model].filter(Boolean).join(' '), charger.firmware]
    .filter(Boolean)
    .join(' · ')
}
