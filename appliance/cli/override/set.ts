import { defineCommand } from '../command.ts'
import { UsageError } from '../failure.ts'
import type { Charger } from '../charger/charger.ts'
import type { Override } from './override.ts'

export const overrideSet = defineCommand({
  name: 'override set',
  summary: 'Open or restrict chargers for a while, whatever else is planned.',
  operands: '[CHARGER]…',
  count: [0, 5000],
  options: {
    all: { type: 'boolean', help: 'Every approved charger.' },
    mode: { type: 'string', value: 'MODE', help: 'freevend opens, managed_access restricts.' },
    until: {
      type: 'string',
      value: 'TIME',
      help: 'RFC 3339 (2026-11-20T18:00:00Z), or a duration from now (PT2H, P1D).',
    },
    reason: { type: 'string', value: 'TEXT', help: 'Why; kept in the ledger.' },
    'acknowledge-partial': {
      type: 'boolean',
      help: 'Also restrict chargers that can enforce it only in part.',
    },
  },
  examples: [
    'gatehouse override set CP1 CP2 --mode freevend --until PT2H --reason "open day"',
    'gatehouse override set --all --mode managed_access --until 2026-11-21T06:00:00Z --reason "event"',
  ],
  async run({ gateway }, operands, values) {
    const { all = false, mode, until, reason, 'acknowledge-partial': acknowledgePartial = false } = values
    if (all === operands.length > 0) throw new UsageError('Name chargers, or use --all for every one.')
    if (mode === undefined) throw new UsageError('--mode is needed: freevend or managed_access.')
    if (until === undefined) throw new UsageError('--until is needed, for example --until PT2H.')
    if (reason === undefined) throw new UsageError('--reason is needed, for example --reason "open day".')
    const end = instantOf(until)
    const opened = await gateway()
    const approved = all ? await opened.list<Charger>('/api/chargers?status=approved') : []
    const chargerIds = all ? approved.map(({ id }) => id) : operands
    const body = { chargerIds, mode, until: end, reason, acknowledgePartial }
    const override = await opened.post<Override>('/api/overrides', body)
    const text = `Override ${override.id}: ${override.mode} on ${override.chargerIds.length} charger(s) until ${override.until}.`
    return { data: override, text }
  },
})

function instantOf(text: string): string {
  try {
    if (!/^P/i.test(text)) return Temporal.Instant.from(text).toString()
    return Temporal.Now.zonedDateTimeISO('UTC').add(Temporal.Duration.from(text)).toInstant().toString()
  } catch (cause) {
    throw new UsageError('--until must be a time such as 2026-11-20T18:00:00Z or a duration such as PT2H.', {
      cause,
    })
  }
}
