import { UsageError } from '../failure.ts'
import type { Gateway } from '../gateway-client.ts'
import { readInput } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'
import { wholeNumber } from '../whole-number.ts'

/** As `/api/identifiers` tells it: never the identifier itself. */
export interface Identifier {
  readonly id: number
  readonly type: string
  readonly accessClass: string
  readonly status: string
  readonly maskedIdentifier: string
  readonly vehicle: string | null
  readonly driver: string | null
  readonly agreement: string | null
  readonly validFrom: string | null
  readonly validTo: string | null
}

/** The identifiers of the command line; `-` reads them from standard input, one a line, past every `ps`. */
export async function readIdentifiers(terminal: Terminal, operands: readonly string[]): Promise<string[]> {
  if (!operands.includes('-')) return [...operands]
  if (operands.length > 1)
    throw new UsageError('- reads the identifiers from standard input; name no others.')
  const lines = (await readInput(terminal)).split(/\r?\n/).filter((line) => line.trim() !== '')
  if (lines.length === 0) throw new UsageError('- found no identifier on standard input.')
  return lines
}

/** What `--id` says, or the identifiers that the operands name. */
export async function findIdentifiers(
  terminal: Terminal,
  gateway: () => Promise<Gateway>,
  operands: readonly string[],
  id: string | undefined,
): Promise<number[]> {
  if ((id === undefined) === (operands.length === 0)) {
    throw new UsageError('Name the identifier, - for standard input, or --id with the number in the list.')
  }
  if (id !== undefined) return [wholeNumber(id, '--id')]
  const found: number[] = []
  for (const identifier of await readIdentifiers(terminal, operands)) {
    // A POST: what is in a URL ends up in logs.
    const { id: known } = await (await gateway()).post<Identifier>('/api/identifiers/find', { identifier })
    found.push(known)
  }
  return found
}
