import { words } from './format.ts'

/** Every reason of a decision in a few words, for lists and filters. */
export const reasonLabels: Record<string, string> = {
  own_fleet: 'Own fleet',
  agreement: 'Agreement',
  unsupported_charger_path: 'Charger cannot enforce it',
  clock_unknown: 'Clock not trusted',
  list_too_old: 'List too old',
  unknown_identifier: 'Unknown identifier',
  blocked_identifier: 'Blocked',
  inactive_identifier: 'Inactive',
  expired_identifier: 'Outside its validity',
  token_unbound: 'No driver or vehicle',
  agreement_expired: 'Agreement ended',
  agreement_stale: 'Agreement not confirmed lately',
  not_permitted_here: 'Not permitted here',
  concurrent_session: 'Already charging',
  charger_local_rejection: 'Refused by the charger',
  authorisation_timeout: 'Answered too late',
}

export function reasonLabel(reason: string): string {
  return reasonLabels[reason] ?? words(reason)
}
