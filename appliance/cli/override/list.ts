import { defineCommand } from '../command.ts'
import { table } from '../table.ts'
import type { Override } from './override.ts'

export const overrideList = defineCommand({
  name: 'override list',
  summary: 'List the overrides in force.',
  operands: '',
  count: [0, 0],
  options: { all: { type: 'boolean', help: 'Also those that are over.' } },
  examples: ['gatehouse override list', 'gatehouse override list --all'],
  async run({ gateway }, _, { all }) {
    const overrides = await (
      await gateway()
    ).list<Override>(all ? '/api/overrides' : '/api/overrides?active=true')
    const columns = {
      id: (override: Override) => override.id,
      mode: (override: Override) => override.mode,
      chargers: (override: Override) => override.chargerIds.join(' '),
      until: (override: Override) => override.clearedAt ?? override.until,
      by: (override: Override) => override.actor,
      reason: (override: Override) => override.reason,
    }
    return { data: { items: overrides }, text: table(overrides, columns, 'No override is in force.') }
  },
})
