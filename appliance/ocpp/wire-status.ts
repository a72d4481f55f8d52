import type { DenyReason } from '../domain/decision.ts'
import type { Told } from '../flows/weigh.ts'

/** AuthorizationStatus of OCPP 1.6 (7.2). */
export type Status16 = 'Accepted' | 'Blocked' | 'Expired' | 'Invalid' | 'ConcurrentTx'

/** AuthorizationStatusEnumType of OCPP 2.x, as far as we have a reason for it. */
export type Status2 = Status16 | 'Unknown' | 'NotAtThisLocation' | 'NotAtThisTime'

const statusOf: Readonly<Record<DenyReason, Status16>> = {
  unsupported_charger_path: 'Invalid',
  clock_unknown: 'Invalid',
  list_too_old: 'Invalid',
  unknown_identifier: 'Invalid',
  blocked_identifier: 'Blocked',
  inactive_identifier: 'Blocked',
  expired_identifier: 'Expired',
  token_unbound: 'Blocked',
  agreement_expired: 'Expired',
  agreement_stale: 'Expired',
  not_permitted_here: 'Blocked',
  concurrent_session: 'ConcurrentTx',
  charger_local_rejection: 'Invalid',
  authorisation_timeout: 'Invalid',
}

/** The most telling status that OCPP 1.6 has for a verdict. */
export function status16(told: Told): Status16 {
  return told.verdict === 'deny' ? statusOf[told.reason as DenyReason] : 'Accepted'
}

/** The most telling status that OCPP 2.x has for a verdict. */
export function status2(told: Told): Status2 {
  if (told.verdict !== 'deny') return 'Accepted'
  if (told.reason === 'unknown_identifier') return 'Unknown'
  if (told.reason === 'not_permitted_here') {
    return told.restriction === 'time' ? 'NotAtThisTime' : 'NotAtThisLocation'
  }
  return statusOf[told.reason as DenyReason]
}
