import { chargerPath } from '../charger/charger.ts'
import { defineCommand } from '../command.ts'

export const modeTry = defineCommand({
  name: 'mode try',
  summary: 'Try at once to bring chargers into their expected mode.',
  about: 'It would be tried again by itself later. gatehouse mode shows what came of it.',
  operands: 'CHARGER…',
  count: [1, 5000],
  options: {},
  examples: ['gatehouse mode try CP1'],
  async run({ gateway }, ids) {
    const opened = await gateway()
    for (const id of ids) await opened.post(`${chargerPath(id)}/mode/try`)
    return { data: { tried: ids }, text: ids.map((id) => `${id} is being tried.`).join('\n') }
  },
})
