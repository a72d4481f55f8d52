import { toUtcText } from '../domain/utc-text.ts'
import { insertTeamRule } from '../store/team-rules.ts'
import type { FlowContext, Origin } from './context.ts'
import { listChanged } from './identifier-change.ts'
import { recordChange } from './record-change.ts'
import { teamRuleRow, type TeamRuleDetails } from './team-rule-change.ts'

export type AddTeamRuleOutcome =
  | { readonly kind: 'added'; readonly id: number }
  /** It has a start or an end of its hours, but not both. */
  | { readonly kind: 'hours_incomplete' }

/** Says where and when a fleet may, or may not, charge. */
export function addTeamRule(
  context: FlowContext,
  origin: Origin,
  details: TeamRuleDetails,
): Promise<AddTeamRuleOutcome> {
  return context.commits.write((tx) => {
    const at = toUtcText(context.clock.now())
    const row = teamRuleRow(details, at)
    if ('kind' in row) return row
    const id = insertTeamRule(tx, row)
    recordChange(tx, origin, {
      at,
      action: 'team_rule.added',
      subject: `team_rule:${id}`,
      body: { id, ...row },
    })
    listChanged(tx, context)
    return { kind: 'added', id }
  })
}
