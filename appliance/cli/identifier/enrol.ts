import { defineCommand } from '../command.ts'
import { UsageError } from '../failure.ts'
import { wholeNumber } from '../whole-number.ts'
import type { Identifier } from './identifier.ts'

export const identifierEnrol = defineCommand({
  name: 'identifier enrol',
  summary: 'Make an unknown identifier that was refused one that may charge, unseen.',
  about: 'DECISION is the number of the refusal, as gatehouse rollout show and the pages tell it.',
  operands: 'DECISION',
  count: [1, 1],
  options: {
    class: { type: 'string', value: 'CLASS', help: 'own_fleet or agreement.' },
    vehicle: { type: 'string', value: 'NAME', help: 'The vehicle that it belongs to.' },
    driver: { type: 'string', value: 'NAME', help: 'The driver that it belongs to.' },
    fleet: { type: 'string', value: 'NAME', help: 'The fleet.' },
    agreement: { type: 'string', value: 'NAME', help: 'The agreement; needed with --class agreement.' },
    'valid-from': { type: 'string', value: 'DAY', help: '2026-12-01, or an RFC 3339 time.' },
    'valid-to': { type: 'string', value: 'DAY', help: '2026-12-31 (included), or an RFC 3339 time.' },
  },
  examples: ['gatehouse identifier enrol 812 --class own_fleet --vehicle BUS-12'],
  async run({ gateway }, [operand], values) {
    const decision = wholeNumber(operand, 'DECISION')
    const { class: accessClass, vehicle, driver, fleet, agreement } = values
    const { 'valid-from': validFrom, 'valid-to': validTo } = values
    if (accessClass === undefined) throw new UsageError('--class is needed: own_fleet or agreement.')
    const details = { accessClass, vehicle, driver, fleet, agreement, validFrom, validTo }
    const path = `/api/decisions/${decision}/enrol`
    const added = await (await gateway()).post<Identifier & { notes: string[] }>(path, details)
    const text = [`${added.maskedIdentifier} may charge as number ${added.id}.`, ...added.notes].join('\n')
    return { data: added, text }
  },
})
