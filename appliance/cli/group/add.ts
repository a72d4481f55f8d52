import { acknowledgePartial } from '../acknowledge-partial.ts'
import { defineCommand } from '../command.ts'
import { findGroup, groupPath, type Group } from './group.ts'

export const groupAdd = defineCommand({
  name: 'group add',
  summary: 'Make a group of chargers, or put more chargers into it.',
  about: 'A charger is in one group at most: it leaves the one that it was in.',
  operands: 'NAME [CHARGER]…',
  count: [1, 5001],
  options: acknowledgePartial,
  examples: ['gatehouse group add Buses CP1 CP2', 'gatehouse group add Buses CP3'],
  async run({ gateway }, [name = '', ...more], values) {
    const opened = await gateway()
    const known = await findGroup(opened, name)
    const chargerIds = [...new Set([...(known?.chargerIds ?? []), ...more])]
    const acknowledge = values['acknowledge-partial'] && { acknowledgePartial: true }
    const group =
      known === null
        ? await opened.post<Group>('/api/groups', { name, chargerIds, ...acknowledge })
        : await opened.patch<Group>(groupPath(known), { chargerIds, ...acknowledge })
    const members = group.chargerIds.join(' ')
    return { data: group, text: `${group.name}: ${members === '' ? 'no chargers yet' : members}.` }
  },
})
