import { acknowledgePartial } from '../acknowledge-partial.ts'
import { defineCommand } from '../command.ts'
import { isOwn, ownerOf, type Policy } from '../policy/policy.ts'
import { findScope, scopeOptions } from '../policy/scope.ts'
import { readWindow, windowOptions } from './new-window.ts'
import { windowName, windowTable } from './window-text.ts'

export const scheduleAdd = defineCommand({
  name: 'schedule add',
  summary: 'Add a window in which another mode holds than outside.',
  about:
    'A charger or group without a schedule of its own gets one, which begins as a copy of the one that it followed.',
  operands: '',
  count: [0, 0],
  options: { ...windowOptions, ...scopeOptions, ...acknowledgePartial },
  examples: [
    'gatehouse schedule add --mode managed_access --days mon-fri --from 18:00 --to 06:00 --label Nights',
    'gatehouse schedule add --group Buses --mode freevend --dates 2026-12-24 --from 00:00 --to 24:00 --priority 10',
    'gatehouse schedule add --charger CP1 --mode freevend --rrule "FREQ=MONTHLY;BYDAY=1SA" --from 09:00 --to 17:00',
  ],
  async run({ gateway }, _, values) {
    const window = await readWindow(values)
    const scope = await findScope(gateway, values)
    const opened = await gateway()
    const before = await opened.get<Policy>(scope.path)
    const policy = await opened.put<Policy>(scope.path, {
      windows: [...before.windows, window],
      version: before.version,
      ...(values['acknowledge-partial'] && { acknowledgePartial: true }),
    })
    // Ids are given in the order of the list.
    const added = policy.windows.toSorted((one, other) => other.id - one.id)[0]!
    const lines = [
      `Added ${windowName(added)}. Outside of all windows: ${policy.defaultMode}. Times are those of ${policy.zone}.`,
      ...(isOwn(before, scope)
        ? []
        : [
            `${scope.name} has a schedule of its own now, begun as a copy of that of ${await ownerOf(opened, before)}.`,
          ]),
      '',
      windowTable(policy.windows, ''),
    ]
    return { data: { added, policy }, text: lines.join('\n') }
  },
})
