import type { FlowContext } from '../flows/context.ts'
import type { Measurement } from '../domain/measurement.ts'
import type { OcppServer } from './rpc/server.ts'

/** The numbers of the stages that a charger's message passes. */
export function measurementsOf({ commits }: FlowContext, { counters }: OcppServer): Measurement[] {
  const counts = Object.entries(counters)
    .filter((entry): entry is [string, number] => typeof entry[1] === 'number')
    .map(([name, value]) => ({
      name: `gatehouse_ocpp_${snake(name)}_total`,
      help: `OCPP: ${snake(name).replaceAll('_', ' ')}.`,
      kind: 'counter' as const,
      value,
    }))
  const ledger = { name: 'gatehouse_ledger_entries', help: 'Entries in the ledger.', kind: 'gauge' as const }
  const queue = { name: 'gatehouse_commit_waiting', help: 'Writes that wait.', kind: 'gauge' as const }
  return [...counts, { ...ledger, value: commits.ledgerHead.seq }, { ...queue, value: commits.waiting }]
}

function snake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
