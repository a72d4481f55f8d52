import { acknowledgePartial } from '../acknowledge-partial.ts'
import { defineCommand } from '../command.ts'
import { CommandFailure } from '../failure.ts'
import { followedLines, type Policy } from '../policy/policy.ts'
import { findScope, scopeOptions } from '../policy/scope.ts'
import { wholeNumber } from '../whole-number.ts'
import { windowTable } from './window-text.ts'

export const scheduleRemove = defineCommand({
  name: 'schedule remove',
  summary: 'Remove windows of a schedule.',
  operands: 'ID…',
  count: [1, 200],
  options: { ...scopeOptions, ...acknowledgePartial },
  examples: ['gatehouse schedule remove 3', 'gatehouse schedule remove 4 5 --group Buses'],
  async run({ gateway }, operands, values) {
    const ids = new Set(operands.map((operand) => wholeNumber(operand, 'ID')))
    const scope = await findScope(gateway, values)
    const opened = await gateway()
    const before = await opened.get<Policy>(scope.path)
    const followed = await followedLines(opened, before, scope)
    if (followed.length > 0) throw new CommandFailure(`${followed.join(' ')} Remove the window there.`)
    checkPresence(before, ids)
    const policy = await opened.put<Policy>(scope.path, {
      windows: before.windows.filter(({ id }) => !ids.has(id)),
      version: before.version,
      ...(values['acknowledge-partial'] && { acknowledgePartial: true }),
    })
    const left = windowTable(policy.windows, `No windows are left: ${policy.defaultMode} holds throughout.`)
    return {
      data: policy,
      text: `Removed ${ids.size === 1 ? 'one window' : `${ids.size} windows`}.\n\n${left}`,
    }
  },
})

/** Throws `CommandFailure` for windows that are not there. */
function checkPresence(policy: Policy, ids: ReadonlySet<number>): void {
  const unknown = [...ids].filter((wanted) => !policy.windows.some(({ id }) => id === wanted))
  if (unknown.length === 0) return
  throw new CommandFailure(
    `Not a window of this schedule: ${unknown.join(' ')}; see gatehouse schedule list.`,
  )
}
