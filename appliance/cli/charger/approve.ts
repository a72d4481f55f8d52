import { defineCommand } from '../command.ts'
import { chargerPath } from './charger.ts'
import type { Charger } from './charger.ts'

export const chargerApprove = defineCommand({
  name: 'charger approve',
  summary: 'Let waiting chargers in, each with the password that it presented.',
  operands: 'ID…',
  count: [1, 5000],
  options: {},
  examples: ['gatehouse charger list --waiting', 'gatehouse charger approve CP1 CP2'],
  async run({ gateway }, ids) {
    const opened = await gateway()
    const items: Charger[] = []
    for (const id of ids) items.push(await opened.post<Charger>(`${chargerPath(id)}/approve`))
    return { data: { items }, text: items.map(({ id }) => `${id} is approved.`).join('\n') }
  },
})
