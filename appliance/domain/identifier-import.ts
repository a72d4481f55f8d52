import { readCsvTable, type CsvRecord } from './csv-table.ts'
import {
  identifierLengthLimits,
  identifierStatuses,
  identifierTypes,
  normaliseIdentifier,
  type AccessClass,
  type IdentifierStatus,
  type IdentifierType,
} from './identifier.ts'
import type { Protocol } from './protocol.ts'
import { startOfValidity, endOfValidity } from './validity-date.ts'

export const importColumns = [
  'identifier',
  'type',
  'class',
  'status',
  'vehicle',
  'driver',
  'fleet',
  'agreement',
  'valid_from',
  'valid_to',
] as const
export type ImportColumn = (typeof importColumns)[number]

const importClasses = ['own_fleet', 'agreement'] as const satisfies readonly AccessClass[]

export interface ImportedIdentifier {
  /** Of the file, for messages. */
  readonly line: number
  /** Normalised; raw all the same, so never to be shown. */
  readonly identifier: string
  readonly type: IdentifierType
  readonly accessClass: (typeof importClasses)[number]
  readonly status: IdentifierStatus
  readonly vehicle: string | null
  readonly driver: string | null
  readonly fleet: string | null
  readonly agreement: string | null
  /** Valid in `[validFrom, validTo)`. */
  readonly validFrom: Temporal.Instant | null
  readonly validTo: Temporal.Instant | null
}

/** What is wrong in a line and what to do about it. Never holds what stands in the file. */
export interface ImportError {
  readonly line: number
  /** `null` where the line or the file as a whole is wrong. */
  readonly field: ImportColumn | null
  readonly message: string
}

export interface ImportOptions {
  /** IANA zone in which dates are meant. */
  readonly zone: string
  /** The protocol with the widest limit on identifiers among the depot's chargers. */
  readonly protocol: Protocol
}

export interface IdentifierImport {
  readonly rows: readonly ImportedIdentifier[]
  readonly errors: readonly ImportError[]
}

/**
 * Reads a CSV file of identifiers. Only `identifier` and `class` are needed; a type left blank is `rfid`, a
 * status `active`. Dates are days in the depot's zone, `valid_to` included, or RFC 3339 instants.
 */
export function readIdentifierImport(csv: string, options: ImportOptions): IdentifierImport {
  const { records, problems } = readCsvTable(csv, importColumns, ['identifier', 'class'], {
    access_class: 'class',
  })
  const errors: ImportError[] = problems.map(({ line, message }) => ({ line, field: null, message }))
  const rows: ImportedIdentifier[] = []
  const lines = new Map<string, number>()
  for (const record of records) {
    const { row, faults } = readRow(record, options)
    const earlier = lines.get(row.identifier)
    if (earlier !== undefined) faults.push(['identifier', `It is in line ${earlier} already. Remove one.`])
    else if (row.identifier !== '') lines.set(row.identifier, record.line)
    if (faults.length === 0) rows.push(row)
    for (const [field, message] of faults) errors.push({ line: record.line, field, message })
  }
  return { rows, errors: errors.toSorted((a, b) => a.line - b.line) }
}

type Fault = [field: ImportColumn, message: string]

function readRow(
  { line, cells }: CsvRecord<ImportColumn>,
  { zone, protocol }: ImportOptions,
): { row: ImportedIdentifier; faults: Fault[] } {
  const faults: Fault[] = []
  const text = (field: ImportColumn) => cells[field] || null
  const word = <Word extends string>(
    field: ImportColumn,
    words: readonly Word[],
    blank: Word | null,
  ): Word => {
    const cell = (cells[field] ?? '').toLowerCase()
    const found = cell === '' ? blank : words.find((one) => one === cell)
    if (!found) faults.push([field, `Write one of: ${words.join(', ')}.`])
    return found || words[0]!
  }
  const instant = (field: ImportColumn, read: typeof startOfValidity) => {
    const cell = cells[field] ?? ''
    const found = cell === '' ? null : read(cell, zone)
    if (found === undefined)
      faults.push([field, 'Write a day as 2026-12-31, or an instant as 2026-12-31T18:00:00Z.'])
    return found ?? null
  }
  const identifier = normaliseIdentifier(cells.identifier ?? '')
  const wrong = identifierFault(cells.identifier ?? '', identifier, protocol)
  if (wrong !== null) faults.push(['identifier', wrong])
  const row = {
    line,
    identifier,
    type: word('type', identifierTypes, 'rfid'),
    accessClass: word('class', importClasses, null),
    status: word('status', identifierStatuses, 'active'),
    vehicle: text('vehicle'),
    driver: text('driver'),
    fleet: text('fleet'),
    agreement: text('agreement'),
    validFrom: instant('valid_from', startOfValidity),
    validTo: instant('valid_to', endOfValidity),
  }
  if (isReversed(row)) faults.push(['valid_to', 'It ends before it begins. Exchange or correct the dates.'])
  return { row, faults }
}

/** What spreadsheets make of a long number or of digits around an E. */
const scientific = /^\d+[.,]\d+E\+\d+$/i

function identifierFault(cell: string, identifier: string, protocol: Protocol): string | null {
  if (identifier === '') return 'It is blank. Fill it in, or remove the line.'
  if (scientific.test(cell)) {
    return 'The spreadsheet made a number of it. Format the column as text and enter it again.'
  }
  const limit = identifierLengthLimits[protocol]
  const length = Array.from(identifier).length
  if (length <= limit) return null
  return `It has ${length} characters; chargers on ${protocol} can send ${limit}. Check it against the card.`
}

function isReversed({ validFrom, validTo }: ImportedIdentifier): boolean {
  return validFrom !== null && validTo !== null && Temporal.Instant.compare(validFrom, validTo) >= 0
}
