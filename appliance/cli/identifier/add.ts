import { defineCommand } from '../command.ts'
import { UsageError } from '../failure.ts'
import { readIdentifiers } from './identifier.ts'
import type { Identifier } from './identifier.ts'

export const identifierAdd = defineCommand({
  name: 'identifier add',
  summary: 'Add identifiers that may charge, such as RFID cards.',
  about: '- instead of an identifier reads them from standard input, one a line.',
  operands: 'IDENTIFIER…|-',
  count: [1, 5000],
  mayCreate: true,
  options: {
    class: { type: 'string', value: 'CLASS', help: 'own_fleet or agreement.' },
    type: { type: 'string', value: 'TYPE', help: 'rfid (default), mac, pin, emaid, central or key_code.' },
    vehicle: { type: 'string', value: 'NAME', help: 'The vehicle that it belongs to.' },
    driver: { type: 'string', value: 'NAME', help: 'The driver that it belongs to.' },
    fleet: { type: 'string', value: 'NAME', help: 'The fleet.' },
    agreement: { type: 'string', value: 'NAME', help: 'The agreement; needed with --class agreement.' },
    'valid-from': { type: 'string', value: 'DAY', help: '2026-12-01, or an RFC 3339 time.' },
    'valid-to': { type: 'string', value: 'DAY', help: '2026-12-31 (included), or an RFC 3339 time.' },
  },
  examples: [
    'gatehouse identifier add TAG-001 --class own_fleet --vehicle BUS-12',
    'gatehouse identifier add - --class own_fleet --fleet buses < cards.txt',
  ],
  async run({ terminal, gateway }, operands, values) {
    const { class: accessClass, 'valid-from': validFrom, 'valid-to': validTo, ...rest } = values
    if (accessClass === undefined) throw new UsageError('--class is needed: own_fleet or agreement.')
    const { type, vehicle, driver, fleet, agreement } = rest
    const given = { accessClass, type, vehicle, driver, fleet, agreement, validFrom, validTo }
    const identifiers = await readIdentifiers(terminal, operands)
    const opened = await gateway()
    const items: (Identifier & { notes: string[] })[] = []
    for (const identifier of identifiers) {
      items.push(await opened.post('/api/identifiers', { identifier, ...given }))
    }
    const lines = items.flatMap(({ maskedIdentifier, id, notes }) => [
      `${maskedIdentifier} is added as number ${id}.`,
      ...notes,
    ])
    return { data: { items }, text: lines.join('\n') }
  },
})
