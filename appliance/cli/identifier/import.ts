import { readFile } from 'node:fs/promises'
import { defineCommand } from '../command.ts'
import { UsageError } from '../failure.ts'
import { readInput } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'

interface ImportReport {
  readonly applied: boolean
  readonly rows: number
  readonly created: number
  readonly updated: number
  readonly errors: readonly {
    readonly line: number
    readonly field: string | null
    readonly message: string
  }[]
}

export const identifierImport = defineCommand({
  name: 'identifier import',
  summary: 'Take in a CSV file of identifiers, all of it or nothing.',
  about:
    'Columns: identifier, type, class, status, vehicle, driver, fleet, agreement, valid_from, valid_to, ' +
    'or as the API names them (accessClass, validFrom). ' +
    'Identifiers that are in the list already are updated.',
  operands: 'FILE|-',
  count: [1, 1],
  mayCreate: true,
  options: { 'dry-run': { type: 'boolean', help: 'Only say what would happen.' } },
  examples: ['gatehouse identifier import cards.csv --dry-run', 'gatehouse identifier import - < cards.csv'],
  async run({ terminal, gateway }, [file = ''], { 'dry-run': dryRun = false }) {
    const csv = await readCsv(terminal, file)
    const path = `/api/identifiers/import${dryRun ? '?dryRun=true' : ''}`
    const report = await (await gateway()).request<ImportReport>('POST', path, csv, 'text/csv')
    return { data: report, text: told(report), exitCode: report.errors.length === 0 ? 0 : 1 }
  },
})

async function readCsv(terminal: Terminal, file: string): Promise<string> {
  if (file === '-') return readInput(terminal)
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new UsageError('The file cannot be read; check its path.', { cause })
  }
}

function told({ applied, rows, created, updated, errors }: ImportReport): string {
  if (errors.length > 0) {
    return errors
      .map(({ line, field, message }) => `line ${line}: ${[field, message].filter(Boolean).join(': ')}`)
      .join('\n')
  }
  const counts = `${rows} ${rows === 1 ? 'row' : 'rows'}: ${created} new, ${updated} changed`
  return applied ? `Imported ${counts}.` : `Would import ${counts}; nothing was changed.`
}
