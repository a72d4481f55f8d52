import { defineCommand } from '../command.ts'
import { wholeNumber } from '../whole-number.ts'
import type { Override } from './override.ts'

export const overrideClear = defineCommand({
  name: 'override clear',
  summary: 'End an override before its time.',
  operands: 'ID',
  count: [1, 1],
  options: {},
  examples: ['gatehouse override list', 'gatehouse override clear 4'],
  async run({ gateway }, [operand]) {
    const id = wholeNumber(operand, 'ID')
    const override = await (await gateway()).request<Override>('DELETE', `/api/overrides/${id}`)
    return { data: override, text: `Override ${id} has ended.` }
  },
})
