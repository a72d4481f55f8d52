import { defineCommand } from '../command.ts'
import { table } from '../table.ts'
import type { Identifier } from './identifier.ts'

export const identifierList = defineCommand({
  name: 'identifier list',
  summary: 'List the identifiers, masked.',
  operands: '',
  count: [0, 0],
  options: {
    class: { type: 'string', value: 'CLASS', help: 'Only own_fleet or agreement.' },
    status: { type: 'string', value: 'STATUS', help: 'Only active, inactive or blocked.' },
    vehicle: { type: 'string', value: 'NAME', help: 'Only of this vehicle.' },
  },
  examples: ['gatehouse identifier list', 'gatehouse identifier list --status blocked --json'],
  async run({ gateway }, _, { class: accessClass, status, vehicle }) {
    const filter = new URLSearchParams({
      ...(accessClass !== undefined && { accessClass }),
      ...(status !== undefined && { status }),
      ...(vehicle !== undefined && { vehicle }),
    })
    const identifiers = await (await gateway()).list<Identifier>(`/api/identifiers?${filter.toString()}`)
    const columns = {
      id: (identifier: Identifier) => identifier.id,
      identifier: (identifier: Identifier) => identifier.maskedIdentifier,
      type: (identifier: Identifier) => identifier.type,
      class: (identifier: Identifier) => identifier.accessClass,
      status: (identifier: Identifier) => identifier.status,
      vehicle: (identifier: Identifier) => identifier.vehicle,
      driver: (identifier: Identifier) => identifier.driver,
      agreement: (identifier: Identifier) => identifier.agreement,
      'valid to': (identifier: Identifier) => identifier.validTo,
    }
    const empty = 'There are no such identifiers; add one with gatehouse identifier add.'
    return { data: { items: identifiers }, text: table(identifiers, columns, empty) }
  },
})
