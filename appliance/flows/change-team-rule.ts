import { toUtcText } from '../domain/utc-text.ts'
import { findTeamRule, updateTeamRule } from '../store/team-rules.ts'
import type { FlowContext, Origin } from './context.ts'
import { listChanged } from './identifier-change.ts'
import { recordChange } from './record-change.ts'
import { teamRuleRow, type TeamRuleDetails } from './team-rule-change.ts'

/** What is left out stays as it is. */
export interface ChangeTeamRuleInput {
  readonly id: number
  readonly change: Partial<TeamRuleDetails>
}

export type ChangeTeamRuleOutcome =
  | { readonly kind: 'changed' }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'hours_incomplete' }

/** Changes where and when a fleet may charge. */
export function changeTeamRule(
  context: FlowContext,
  origin: Origin,
  { id, change }: ChangeTeamRuleInput,
): Promise<ChangeTeamRuleOutcome> {
  return context.commits.write((tx) => {
    const before = findTeamRule(tx, id)
    if (!before) return { kind: 'not_found' }
    const at = toUtcText(context.clock.now())
    const row = teamRuleRow({ ...before, ...change }, at)
    if ('kind' in row) return row
    updateTeamRule(tx, { id, ...row })
    recordChange(tx, origin, {
      at,
      action: 'team_rule.changed',
      subject: `team_rule:${id}`,
      body: { id, ...row },
    })
    listChanged(tx, context)
    return { kind: 'changed' }
  })
}
