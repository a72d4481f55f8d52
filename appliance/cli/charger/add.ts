import { readFile } from 'node:fs/promises'
import { defineCommand } from '../command.ts'
import type { Surroundings, ValuesOf } from '../command.ts'
import { UsageError } from '../failure.ts'
import { table } from '../table.ts'
import { readInput, readNewPassword } from '../terminal.ts'

interface Added {
  readonly id: string
  readonly status: string
  readonly password?: string
}

interface Answer {
  readonly items: readonly Added[]
  readonly warnings: readonly string[]
}

const options = {
  csv: {
    type: 'string',
    value: 'FILE',
    help: 'Columns id, label, password, profile; - reads standard input.',
  },
  'password-stdin': { type: 'boolean', help: 'Read the password of all of them from standard input.' },
  'generate-password': { type: 'boolean', help: 'Make a password for each and print it, once.' },
  approve: { type: 'boolean', help: 'Serve them at once; else they wait for approval.' },
  label: { type: 'string', value: 'TEXT', help: 'What people call it: "Bay 7".' },
  profile: { type: 'string', value: 'ID', help: 'Firmware profile; else chosen by what the charger says.' },
} as const

export const chargerAdd = defineCommand({
  name: 'charger add',
  summary: 'Add chargers, all or none.',
  operands: '[ID]…',
  count: [0, 5000],
  mayCreate: true,
  options,
  examples: [
    'printf %s "$PASSWORD" | gatehouse charger add CP1 --password-stdin --approve',
    'gatehouse charger add CP1 CP2 CP3 --generate-password --approve',
    'gatehouse charger add --csv chargers.csv --approve',
  ],
  async run(surroundings, ids, values) {
    const body = await requestOf(surroundings, ids, values)
    const { items, warnings } = await (await surroundings.gateway()).post<Answer>('/api/chargers', body)
    const columns = {
      id: (charger: Added) => charger.id,
      status: (charger: Added) => charger.status,
      ...(values['generate-password'] && { password: (charger: Added) => charger.password }),
    }
    return { data: { items, warnings }, text: [table(items, columns, ''), ...warnings].join('\n') }
  },
})

async function requestOf(
  { terminal }: Surroundings,
  ids: string[],
  values: ValuesOf<typeof options>,
): Promise<object> {
  const { csv, approve = false, label, profile, 'generate-password': generatePassword = false } = values
  const fromInput = values['password-stdin'] ?? false
  if ((csv === undefined) === (ids.length === 0)) {
    throw new UsageError('Name the chargers either as arguments or with --csv FILE.')
  }
  if (fromInput && generatePassword) {
    throw new UsageError('--password-stdin and --generate-password exclude each other; use one.')
  }
  if (fromInput && csv === '-') {
    throw new UsageError('--password-stdin and --csv - both read standard input; put the CSV in a file.')
  }
  return {
    ...(csv === undefined ? { ids } : { csv: await readCsv(csv, () => readInput(terminal)) }),
    ...(fromInput && { password: await readNewPassword(terminal, true) }),
    generatePassword,
    approve,
    ...(label !== undefined && { label }),
    ...(profile !== undefined && { profile }),
  }
}

async function readCsv(path: string, readStdin: () => Promise<string>): Promise<string> {
  if (path === '-') return readStdin()
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new UsageError('--csv names a file that cannot be read; check its path.', { cause })
  }
}
