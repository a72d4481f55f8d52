import { defineCommand } from '../command.ts'
import { findIdentifiers } from './identifier.ts'
import type { Identifier } from './identifier.ts'

export const identifierBlock = defineCommand({
  name: 'identifier block',
  summary: 'Refuse an identifier from now on.',
  about: '- instead of an identifier reads them from standard input, one a line.',
  operands: '[IDENTIFIER…|-]',
  count: [0, 5000],
  options: {
    id: { type: 'string', value: 'NUMBER', help: 'Its number in the list, instead of the identifier.' },
    undo: { type: 'boolean', help: 'Let it charge again.' },
  },
  examples: ['gatehouse identifier block TAG-001', 'gatehouse identifier block --id 17 --undo'],
  async run({ terminal, gateway }, operands, { id, undo = false }) {
    const items: Identifier[] = []
    const change = { status: undo ? 'active' : 'blocked' }
    for (const found of await findIdentifiers(terminal, gateway, operands, id)) {
      items.push(await (await gateway()).patch<Identifier>(`/api/identifiers/${found}`, change))
    }
    const text = items.map((item) => `${item.maskedIdentifier} is ${item.status}.`).join('\n')
    return { data: { items }, text }
  },
})
