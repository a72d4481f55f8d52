import { defineCommand } from '../command.ts'
import { findIdentifiers } from './identifier.ts'

export const identifierRemove = defineCommand({
  name: 'identifier remove',
  summary: 'Take an identifier off the list; it is then unknown.',
  about: '- instead of an identifier reads them from standard input, one a line.',
  operands: '[IDENTIFIER…|-]',
  count: [0, 5000],
  options: {
    id: { type: 'string', value: 'NUMBER', help: 'Its number in the list, instead of the identifier.' },
  },
  examples: ['gatehouse identifier remove TAG-001', 'gatehouse identifier remove --id 17'],
  async run({ terminal, gateway }, operands, { id }) {
    const removed = await findIdentifiers(terminal, gateway, operands, id)
    for (const found of removed) await (await gateway()).request('DELETE', `/api/identifiers/${found}`)
    return { data: { removed }, text: removed.map((number) => `Number ${number} is removed.`).join('\n') }
  },
})
