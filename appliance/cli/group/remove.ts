import { acknowledgePartial } from '../acknowledge-partial.ts'
import { defineCommand } from '../command.ts'
import { CommandFailure } from '../failure.ts'
import { groupPath, needGroup, type Group } from './group.ts'

export const groupRemove = defineCommand({
  name: 'group remove',
  summary: 'Dissolve a group, or take the chargers that are named out of it.',
  about:
    'Chargers that leave a group follow the schedule of the depot again, unless they have one of their own.',
  operands: 'NAME [CHARGER]…',
  count: [1, 5001],
  options: acknowledgePartial,
  examples: ['gatehouse group remove Buses CP3', 'gatehouse group remove Buses'],
  async run({ gateway }, [name = '', ...leaving], values) {
    const opened = await gateway()
    const group = await needGroup(opened, name)
    const acknowledged = values['acknowledge-partial'] === true
    if (leaving.length === 0) {
      const query = acknowledged ? '?acknowledgePartial=true' : ''
      await opened.request('DELETE', `${groupPath(group)}${query}`)
      return { data: { removed: group.name }, text: `${group.name} is dissolved.` }
    }
    const strangers = leaving.filter((id) => !group.chargerIds.includes(id))
    if (strangers.length > 0) {
      throw new CommandFailure(`Not in ${group.name}: ${strangers.join(' ')}; see gatehouse group list.`)
    }
    const chargerIds = group.chargerIds.filter((id) => !leaving.includes(id))
    const acknowledge = acknowledged && { acknowledgePartial: true }
    const left = await opened.patch<Group>(groupPath(group), { chargerIds, ...acknowledge })
    return { data: left, text: `${leaving.join(' ')} left ${left.name}.` }
  },
})
