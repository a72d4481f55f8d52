import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'

type CsvValue = string | number | boolean | null

/** Column header → the value of a row; the columns come out in this order. */
export type CsvColumns<Row> = Readonly<Record<string, (row: Row) => CsvValue>>

/** Whether the client asked for CSV, by `?format=csv` or else by the accept header. */
export function wantsCsv(request: FastifyRequest<{ Querystring: { format?: 'json' | 'csv' } }>): boolean {
  const { format } = request.query
  if (format !== undefined) return format === 'csv'
  return request.headers.accept?.split(',').some((type) => type.trim().startsWith('text/csv')) ?? false
}

/**
 * Sends a whole list as CSV (RFC 4180). `pages` is `eachPage(…)` over the query of the JSON list, read as
 * fast as the client takes it: one open statement would hold up every writer of the gateway meanwhile.
 */
export function sendCsv<Row>(
  reply: FastifyReply,
  fileName: string,
  columns: CsvColumns<Row>,
  pages: Iterable<readonly Row[]>,
): FastifyReply {
  return reply
    .type('text/csv; charset=utf-8; header=present')
    .header('content-disposition', `attachment; filename="${fileName}.csv"`)
    .send(Readable.from(csvText(columns, pages)))
}

function* csvText<Row>(columns: CsvColumns<Row>, pages: Iterable<readonly Row[]>): Generator<string> {
  yield csvLine(Object.keys(columns))
  const values = Object.values(columns)
  for (const rows of pages) {
    // A stream takes an empty text for its end in some modes.
    if (rows.length > 0) yield rows.map((row) => csvLine(values.map((value) => value(row)))).join('')
  }
}

/** One record with its line end. */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvField).join(',')}\r\n`
}

function csvField(value: CsvValue): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  // A spreadsheet would run such a text as a formula; the apostrophe makes it plain text again.
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
