import { acknowledgePartial } from '../acknowledge-partial.ts'
import { defineCommand } from '../command.ts'
import { UsageError } from '../failure.ts'
import { ownerOf, type Policy } from './policy.ts'
import { findScope, scopeOptions } from './scope.ts'

export const policyClear = defineCommand({
  name: 'policy clear',
  summary: "Take a charger's or group's own schedule and rules away.",
  about: 'It then follows the nearest that is left: the one of its group, or of the depot.',
  operands: '',
  count: [0, 0],
  options: { ...scopeOptions, ...acknowledgePartial },
  examples: ['gatehouse policy clear --charger CP1', 'gatehouse policy clear --group Buses'],
  async run({ gateway }, _, values) {
    const scope = await findScope(gateway, values)
    if (scope.scope === 'depot') throw new UsageError('Name what is to be cleared with --charger or --group.')
    const query = values['acknowledge-partial'] ? '?acknowledgePartial=true' : ''
    const opened = await gateway()
    const policy = await opened.request<Policy>('DELETE', `${scope.path}${query}`)
    return { data: policy, text: `${scope.name} follows the schedule of ${await ownerOf(opened, policy)}.` }
  },
})
