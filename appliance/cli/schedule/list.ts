import { defineCommand } from '../command.ts'
import { followedLines, type Policy } from '../policy/policy.ts'
import { findScope, scopeOptions } from '../policy/scope.ts'
import { windowTable } from './window-text.ts'

export const scheduleList = defineCommand({
  name: 'schedule list',
  summary: 'List the windows of a schedule.',
  operands: '',
  count: [0, 0],
  options: scopeOptions,
  examples: ['gatehouse schedule list', 'gatehouse schedule list --charger CP1 --json'],
  async run({ gateway }, _, values) {
    const scope = await findScope(gateway, values)
    const opened = await gateway()
    const policy = await opened.get<Policy>(scope.path)
    const lines = [
      ...(await followedLines(opened, policy, scope)),
      `Outside of all windows: ${policy.defaultMode}. Times are those of ${policy.zone}.`,
      '',
      windowTable(policy.windows, 'There are no windows; add one with gatehouse schedule add.'),
    ]
    return { data: policy, text: lines.join('\n') }
  },
})
