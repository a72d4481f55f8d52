import { acknowledgePartial } from '../acknowledge-partial.ts'
import { defineCommand } from '../command.ts'
import { oneOf } from '../one-of.ts'
import { moveRollout } from './move.ts'

export const rolloutSet = defineCommand({
  name: 'rollout set',
  summary: 'Move the depot, or some chargers, to a stage of the rollout.',
  about:
    'off: chargers are open, whatever the schedule says. observe: they are open, and what would be refused is recorded. enforce: the schedule holds.',
  operands: 'off|observe|enforce',
  count: [1, 1],
  options: {
    charger: {
      type: 'string',
      multiple: true,
      value: 'ID',
      help: 'This charger instead of the depot; may be repeated.',
    },
    ...acknowledgePartial,
  },
  examples: ['gatehouse rollout set observe', 'gatehouse rollout set enforce --charger CP1 --charger CP2'],
  async run({ gateway }, [typed = ''], { charger: chargerIds, 'acknowledge-partial': acknowledged }) {
    const stage = oneOf(typed, 'The stage', ['off', 'observe', 'enforce'])
    return moveRollout(await gateway(), {
      stage,
      ...(chargerIds !== undefined && { chargerIds }),
      ...(acknowledged && { acknowledgePartial: true }),
    })
  },
})
