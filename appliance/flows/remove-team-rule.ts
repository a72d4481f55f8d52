import { toUtcText } from '../domain/utc-text.ts'
import { deleteTeamRule, findTeamRule } from '../store/team-rules.ts'
import type { FlowContext, Origin } from './context.ts'
import { listChanged } from './identifier-change.ts'
import { recordChange } from './record-change.ts'

export type RemoveTeamRuleOutcome = { readonly kind: 'removed' } | { readonly kind: 'not_found' }

/** Removes a rule; decisions that rested on it keep its number. */
export function removeTeamRule(
  context: FlowContext,
  origin: Origin,
  id: number,
): Promise<RemoveTeamRuleOutcome> {
  return context.commits.write((tx) => {
    const rule = findTeamRule(tx, id)
    if (!rule) return { kind: 'not_found' }
    deleteTeamRule(tx, id)
    const at = toUtcText(context.clock.now())
    const { fleet, label } = rule
    recordChange(tx, origin, {
      at,
      action: 'team_rule.removed',
      subject: `team_rule:${id}`,
      body: { id, fleet, label },
    })
    listChanged(tx, context)
    return { kind: 'removed' }
  })
}
