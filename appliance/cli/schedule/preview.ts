import { defineCommand } from '../command.ts'
import { UsageError } from '../failure.ts'
import type { Override } from '../override/override.ts'
import { followedLines, type Policy } from '../policy/policy.ts'
import { findScope, scopeOptions, type Scope } from '../policy/scope.ts'
import { wholeNumber } from '../whole-number.ts'
import type { Calendar } from './calendar.ts'
import { previewText } from './preview-text.ts'

/** As much of a calendar as the API gives at once. */
const longestDays = 400

export const schedulePreview = defineCommand({
  name: 'schedule preview',
  summary: 'Show when the access mode changes in the next days, and why.',
  about:
    "Each change in local time, with its distance from UTC, and in UTC. A charger's shows overrides too.",
  operands: '',
  count: [0, 0],
  options: {
    days: {
      type: 'string',
      value: 'NUMBER',
      default: '14',
      help: `How many days, up to ${longestDays}; default 14.`,
    },
    from: { type: 'string', value: 'DATE', help: 'First day, such as 2027-03-26; default: from now on.' },
    ...scopeOptions,
  },
  examples: [
    'gatehouse schedule preview --days 14',
    'gatehouse schedule preview --charger CP1 --from 2027-03-26 --days 4',
  ],
  async run({ gateway }, _, values) {
    const days = wholeNumber(values.days, '--days')
    if (days > longestDays) throw new UsageError(`--days must be at most ${longestDays}.`)
    const firstDay = values.from === undefined ? null : dayOf(values.from)
    const scope = await findScope(gateway, values)
    const opened = await gateway()
    const policy = await opened.get<Policy>(scope.path)
    const now = Temporal.Now.instant()
    const from = firstDay?.toZonedDateTime(policy.zone) ?? now.toZonedDateTimeISO(policy.zone)
    const query = new URLSearchParams({
      from: from.toInstant().toString({ fractionalSecondDigits: 3 }),
      to: from.add({ days }).toInstant().toString({ fractionalSecondDigits: 3 }),
      scope: scope.scope,
      scopeId: scope.scopeId,
    })
    const calendar = await opened.get<Calendar>(`/api/calendar?${query.toString()}`)
    const overrides = await opened.list<Override>('/api/overrides?active=true')
    const shown = overrides.filter((override) => touches(override, scope))
    const followed = await followedLines(opened, policy, scope)
    const text = [
      ...followed,
      previewText({ calendar, windows: policy.windows, overrides: shown, days, now }),
    ]
    return {
      data: { ...calendar, overrides: shown, next: calendar.boundaries[0] ?? null },
      text: text.join('\n'),
    }
  },
})

function dayOf(typed: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(typed)
  } catch (cause) {
    throw new UsageError('--from must be a date such as 2027-03-26.', { cause })
  }
}

function touches(override: Override, { chargerIds }: Scope): boolean {
  return chargerIds === null || override.chargerIds.some((id) => chargerIds.includes(id))
}
