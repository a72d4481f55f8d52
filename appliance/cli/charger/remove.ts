import { defineCommand } from '../command.ts'
import { chargerPath } from './charger.ts'

export const chargerRemove = defineCommand({
  name: 'charger remove',
  summary: 'Remove chargers; their history stays.',
  operands: 'ID…',
  count: [1, 5000],
  options: {},
  examples: ['gatehouse charger remove CP1'],
  async run({ gateway }, ids) {
    const opened = await gateway()
    for (const id of ids) await opened.request('DELETE', chargerPath(id))
    return { data: { removed: ids }, text: ids.map((id) => `${id} is removed.`).join('\n') }
  },
})
