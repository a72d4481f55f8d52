import { defineCommand } from '../command.ts'
import { depotZone } from '../depot-zone.ts'
import { shownInstant } from '../local-time.ts'
import { table } from '../table.ts'
import type { Override } from './override.ts'

export const overrideList = defineCommand({
  name: 'override list',
  summary: "List the overrides in force, with times on the depot's clocks.",
  operands: '',
  count: [0, 0],
  options: {
    all: { type: 'boolean', help: 'Also those that are over.' },
    charger: { type: 'string', value: 'ID', help: 'Only those of this charger.' },
  },
  examples: ['gatehouse override list', 'gatehouse override list --charger CP1 --all'],
  async run({ gateway }, _, { all, charger }) {
    const filter = new URLSearchParams({
      ...(!all && { active: 'true' }),
      ...(charger !== undefined && { chargerId: charger }),
    })
    const opened = await gateway()
    const overrides = await opened.list<Override>(`/api/overrides?${filter.toString()}`)
    const zone = await depotZone(opened)
    const columns = {
      id: (override: Override) => override.id,
      mode: (override: Override) => override.mode,
      chargers: (override: Override) => override.chargerIds.join(' '),
      from: (override: Override) => shownInstant(override.startsAt, zone),
      until: (override: Override) => shownInstant(override.clearedAt ?? override.until, zone),
      by: (override: Override) => override.actor,
      reason: (override: Override) => override.reason,
    }
    const empty = all ? 'There was no override yet.' : 'No override is in force.'
    return { data: { items: overrides }, text: table(overrides, columns, empty) }
  },
})
