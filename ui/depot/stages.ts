import type { RolloutStage } from '../lib/schedule-types.ts'

export const stages: readonly (readonly [stage: RolloutStage, label: string, hint: string])[] = [
  ['off', 'Off', 'Chargers stay open whatever the calendar says. Nothing is decided.'],
  [
    'observe',
    'Observe',
    'Chargers stay open. Every attempt with an identifier is decided and recorded as what would have happened.',
  ],
  ['enforce', 'Enforce', 'The calendar holds: in managed access, who is not permitted is refused.'],
]

export function stageLabel(stage: RolloutStage): string {
  return stages.find(([each]) => each === stage)?.[1] ?? stage
}
