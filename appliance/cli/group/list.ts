import { defineCommand } from '../command.ts'
import { table } from '../table.ts'
import type { Group } from './group.ts'

export const groupList = defineCommand({
  name: 'group list',
  summary: 'List the groups of chargers.',
  operands: '',
  count: [0, 0],
  options: {},
  examples: ['gatehouse group list'],
  async run({ gateway }) {
    const groups = await (await gateway()).list<Group>('/api/groups')
    const columns = {
      name: (group: Group) => group.name,
      schedule: (group: Group) => (group.hasPolicy ? 'its own' : "the depot's"),
      chargers: (group: Group) => group.chargerIds.join(' '),
    }
    const empty = 'There are no groups; make one with gatehouse group add.'
    return { data: { items: groups }, text: table(groups, columns, empty) }
  },
})
