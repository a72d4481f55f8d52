import { acknowledgePartial } from '../acknowledge-partial.ts'
import { defineCommand } from '../command.ts'
import { moveRollout } from './move.ts'

export const rolloutClear = defineCommand({
  name: 'rollout clear',
  summary: 'Let chargers with a stage of their own go with the depot again.',
  operands: 'CHARGER…',
  count: [1, 5000],
  options: acknowledgePartial,
  examples: ['gatehouse rollout clear CP1 CP2'],
  async run({ gateway }, chargerIds, { 'acknowledge-partial': acknowledged }) {
    return moveRollout(await gateway(), {
      stage: null,
      chargerIds,
      ...(acknowledged && { acknowledgePartial: true }),
    })
  },
})
