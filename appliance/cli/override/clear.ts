import { defineCommand } from '../command.ts'
import { UsageError } from '../failure.ts'
import { wholeNumber } from '../whole-number.ts'
import type { Override } from './override.ts'

export const overrideClear = defineCommand({
  name: 'override clear',
  summary: 'End overrides before their time.',
  operands: '[ID]…',
  count: [0, 5000],
  options: { all: { type: 'boolean', help: 'Every override in force.' } },
  examples: ['gatehouse override list', 'gatehouse override clear 4', 'gatehouse override clear --all'],
  async run({ gateway }, operands, { all = false }) {
    if (all === operands.length > 0) throw new UsageError('Name overrides, or use --all for every one.')
    const named = operands.map((operand) => wholeNumber(operand, 'ID'))
    const opened = await gateway()
    const inForce = all ? await opened.list<Override>('/api/overrides?active=true') : []
    const ids = all ? inForce.map(({ id }) => id) : named
    const items: Override[] = []
    for (const id of ids) items.push(await opened.request('DELETE', `/api/overrides/${id}`))
    const text = ids.map((id) => `Override ${id} has ended.`).join('\n')
    return { data: { items }, text: text || 'No override is in force.' }
  },
})
