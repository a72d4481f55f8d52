import { CsvError, parse } from 'csv-parse/sync'

/** One record of a CSV file: cells by column name, blank where the file has none. */
export interface CsvRecord<Column extends string> {
  /** Counted from 1; of a record over several lines the last. */
  readonly line: number
  readonly cells: Readonly<Partial<Record<Column, string>>>
}

/** What is wrong, by line; never with what stands there. */
export interface CsvProblem {
  readonly line: number
  readonly message: string
}

export interface CsvTable<Column extends string> {
  readonly records: readonly CsvRecord<Column>[]
  readonly problems: readonly CsvProblem[]
}

interface RawRecord {
  readonly line: number
  readonly cells: readonly string[]
}

/**
 * Reads a file with a header as spreadsheets write it: separated by commas or semicolons, quoted or not, with a
 * byte order mark or blank lines, columns in any order, `valid_to` also as `validTo`. `aliases` are other names. A cell that is not there counts as blank.
 */
export function readCsvTable<Column extends string>(
  text: string,
  known: readonly Column[],
  required: readonly Column[],
  aliases: Readonly<Record<string, Column>> = {},
): CsvTable<Column> {
  const raw = parseRecords(text)
  if ('message' in raw) return { records: [], problems: [raw] }
  const [header, ...body] = raw.records
  if (header === undefined) {
    return {
      records: [],
      problems: [{ line: 1, message: `The file is empty. Start it with: ${known.join(',')}` }],
    }
  }
  const columns = header.cells.map((name) => columnNamed(name, known, aliases))
  const problems = headerProblems(header.line, columns, known, required)
  if (problems.length > 0) return { records: [], problems }
  const isTooLong = ({ cells }: RawRecord) => cells.slice(columns.length).some((cell) => cell !== '')
  return {
    records: body.filter((one) => !isTooLong(one)).map((one) => toRecord(one, columns)),
    problems: body.filter(isTooLong).map(({ line }) => ({
      line,
      message: `The line has more cells than the ${columns.length} of the header. Quote texts that hold the separator.`,
    })),
  }
}

function parseRecords(text: string): { readonly records: readonly RawRecord[] } | CsvProblem {
  try {
    const records: RawRecord[] = []
    parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
      on_record: (cells: string[], { lines }) => {
        records.push({ line: lines, cells })
        return null
      },
    })
    return { records }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    // The parser's own words repeat what stands in the file.
    const line = typeof cause['lines'] === 'number' ? cause['lines'] : 1
    return {
      line,
      message: 'The quotation marks do not pair up. Close each, and double those inside a text.',
    }
  }
}

function separatorOf(text: string): ',' | ';' {
  const header = text.trimStart().split(/[\r\n]/, 1)[0] ?? ''
  return header.split(';').length > header.split(',').length ? ';' : ','
}

function columnNamed<Column extends string>(
  name: string,
  known: readonly Column[],
  aliases: Readonly<Record<string, Column>>,
): Column | null {
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1_$2')
  const plain = words.toLowerCase().replaceAll(/[\s-]+/g, '_')
  return known.find((column) => column === plain) ?? aliases[plain] ?? null
}

function headerProblems(
  line: number,
  columns: readonly (string | null)[],
  known: readonly string[],
  required: readonly string[],
): CsvProblem[] {
  const messages = columns.flatMap((column, index) => {
    if (column === null) return [`Column ${index + 1} has no known name. Use: ${known.join(', ')}.`]
    return columns.indexOf(column) < index ? [`Column ${index + 1} is ${column} again. Remove one.`] : []
  })
  const missing = required.filter((column) => !columns.includes(column))
  if (missing.length > 0)
    messages.push(`The header lacks ${missing.join(', ')}. Add the name in the first line.`)
  return messages.map((message) => ({ line, message }))
}

function toRecord<Column extends string>(
  { line, cells: texts }: RawRecord,
  columns: readonly (Column | null)[],
): CsvRecord<Column> {
  const cells: Partial<Record<Column, string>> = {}
  for (const [index, column] of columns.entries()) if (column !== null) cells[column] = texts[index] ?? ''
  return { line, cells }
}
