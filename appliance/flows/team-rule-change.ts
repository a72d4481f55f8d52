import type { TeamRuleRecord } from '../store/team-rules.ts'

/** Hours are `HH:MM` in the depot's zone, `[startLocal, endLocal)`; an end not after its start is past midnight. */
export type TeamRuleDetails = Omit<TeamRuleRecord, 'id' | 'updatedAt'>

/** The details as they are stored, or why they cannot be. */
export function teamRuleRow(
  { fleet, effect, chargerIds, weekdays, startLocal, endLocal, label }: TeamRuleDetails,
  updatedAt: string,
): Omit<TeamRuleRecord, 'id'> | { readonly kind: 'hours_incomplete' } {
  if ((startLocal === null) !== (endLocal === null)) return { kind: 'hours_incomplete' }
  return { fleet, effect, chargerIds, weekdays, startLocal, endLocal, label, updatedAt }
}
