import { defineCommand } from '../command.ts'
import { table } from '../table.ts'
import type { Charger } from './charger.ts'

export const chargerList = defineCommand({
  name: 'charger list',
  summary: 'List the chargers.',
  operands: '',
  count: [0, 0],
  options: {
    waiting: { type: 'boolean', help: 'Only those that wait for approval.' },
  },
  examples: ['gatehouse charger list', 'gatehouse charger list --waiting --json'],
  async run({ gateway }, _, { waiting }) {
    const path = waiting ? '/api/chargers?status=waiting' : '/api/chargers'
    const chargers = await (await gateway()).list<Charger>(path)
    const columns = {
      id: (charger: Charger) => charger.id,
      label: (charger: Charger) => charger.label,
      status: (charger: Charger) => charger.status,
      online: (charger: Charger) => charger.online,
      protocol: (charger: Charger) => charger.protocol,
      model: (charger: Charger) => [charger.vendor, charger.model].filter(Boolean).join(' '),
      'last seen': (charger: Charger) => charger.lastSeenAt,
    }
    const empty = waiting
      ? 'No charger waits for approval.'
      : 'There are no chargers; add one with gatehouse charger add, or let one connect.'
    return { data: { items: chargers }, text: table(chargers, columns, empty) }
  },
})
