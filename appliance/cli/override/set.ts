import { acknowledgePartial } from '../acknowledge-partial.ts'
import type { Charger } from '../charger/charger.ts'
import { defineCommand } from '../command.ts'
import { depotZone } from '../depot-zone.ts'
import { CommandFailure, UsageError } from '../failure.ts'
import type { Gateway } from '../gateway-client.ts'
import { needGroup } from '../group/group.ts'
import { shownInstant } from '../local-time.ts'
import { accessModes } from '../mode-words.ts'
import { oneOf } from '../one-of.ts'
import type { Override } from './override.ts'
import { readEnd } from './override-end.ts'

export const overrideSet = defineCommand({
  name: 'override set',
  summary: 'Open or restrict chargers for a while, whatever else is planned.',
  operands: '[CHARGER]…',
  count: [0, 5000],
  options: {
    group: { type: 'string', multiple: true, value: 'NAME', help: 'The chargers of this group, too.' },
    all: { type: 'boolean', help: 'Every approved charger.' },
    mode: { type: 'string', value: 'MODE', help: 'freevend opens, managed_access restricts.' },
    until: {
      type: 'string',
      value: 'TIME',
      help: "2026-11-20T18:00 on the depot's clocks, RFC 3339 (2026-11-20T18:00:00Z), or from now (PT2H, P1D).",
    },
    reason: { type: 'string', value: 'TEXT', help: 'Why; kept in the ledger.' },
    ...acknowledgePartial,
  },
  examples: [
    'gatehouse override set CP1 CP2 --mode freevend --until PT2H --reason "open day"',
    'gatehouse override set --group Buses --mode managed_access --until 2026-11-21T06:00 --reason "event"',
    'gatehouse override set --all --mode freevend --until 2026-11-21T06:00:00Z --reason "card reader"',
  ],
  async run({ gateway }, operands, values) {
    const { group: groups = [], all = false, mode, until, reason } = values
    if (all === operands.length + groups.length > 0) {
      throw new UsageError('Name chargers or a --group, or use --all for every one.')
    }
    if (mode === undefined) throw new UsageError('--mode is needed: freevend or managed_access.')
    oneOf(mode, '--mode', accessModes)
    if (until === undefined) throw new UsageError('--until is needed, for example --until PT2H.')
    if (reason === undefined) throw new UsageError('--reason is needed, for example --reason "open day".')
    const endIn = readEnd(until)
    const opened = await gateway()
    const zone = await depotZone(opened)
    const chargerIds = all ? await approvedIds(opened) : await idsOf(opened, operands, groups)
    const override = await opened.post<Override>('/api/overrides', {
      chargerIds,
      mode,
      until: endIn(zone).toString(),
      reason,
      acknowledgePartial: values['acknowledge-partial'] ?? false,
    })
    const { length } = override.chargerIds
    const end = `${shownInstant(override.until, zone)} (${zone})`
    const text = `Override ${override.id}: ${override.mode} on ${length} ${length === 1 ? 'charger' : 'chargers'} until ${end}.`
    return { data: override, text }
  },
})

async function approvedIds(gateway: Gateway): Promise<string[]> {
  const approved = await gateway.list<Charger>('/api/chargers?status=approved')
  return approved.map(({ id }) => id)
}

async function idsOf(
  gateway: Gateway,
  named: readonly string[],
  groups: readonly string[],
): Promise<string[]> {
  const ids = new Set(named)
  for (const name of groups) {
    const { chargerIds } = await needGroup(gateway, name)
    if (chargerIds.length === 0) throw new CommandFailure(`Group ${name} has no chargers.`)
    for (const id of chargerIds) ids.add(id)
  }
  return [...ids]
}
