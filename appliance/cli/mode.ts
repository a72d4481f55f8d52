import { defineCommand } from './command.ts'
import { table } from './table.ts'

interface ChargerMode {
  readonly chargerId: string
  readonly online: boolean
  readonly expectedMode: string
  readonly modeBecause: { readonly source: string }
  readonly observedMode: string | null
  readonly modeStatus: string
  readonly nextChangeAt: string | null
}

export const mode = defineCommand({
  name: 'mode',
  summary: 'Show the expected and the observed access mode of every charger.',
  operands: '',
  count: [0, 0],
  options: {},
  examples: ['gatehouse mode', 'gatehouse mode --json'],
  async run({ gateway }) {
    const modes = await (await gateway()).list<ChargerMode>('/api/mode')
    const columns = {
      charger: (row: ChargerMode) => row.chargerId,
      online: (row: ChargerMode) => row.online,
      expected: (row: ChargerMode) => row.expectedMode,
      because: (row: ChargerMode) => row.modeBecause.source,
      observed: (row: ChargerMode) => row.observedMode,
      status: (row: ChargerMode) => row.modeStatus,
      'next change': (row: ChargerMode) => row.nextChangeAt,
    }
    return { data: { items: modes }, text: table(modes, columns, 'There are no chargers yet.') }
  },
})
