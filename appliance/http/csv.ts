import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Column header → the value of a row; the columns come out in this order. */
export type CsvColumns<Row> = Readonly<Record<string, (row: Row) => string | number | boolean | null>>

/** Whether the client asked for CSV, by `?format=csv` or the accept header. */
export function wantsCsv(request: FastifyRequest): boolean {
  const { format } = request.query as { format?: string }
  if (format !== undefined) return format === 'csv'
  return request.headers.accept?.split(',').some((type) => type.trim().startsWith('text/csv')) ?? false
}

const rowsPerPage = 500

/**
 * Sends a whole list as CSV (RFC 4180), reading it page by page with the query of the JSON list. One open
 * statement over all of it would keep every writer of the gateway waiting for a slow client.
 * `readPage` gets the last row of the page before, null at first, and gives at most `limit` rows.
 */
export function sendCsv<Row>(
  reply: FastifyReply,
  fileName: string,
  columns: CsvColumns<Row>,
  readPage: (limit: number, after: Row | null) => readonly Row[],
): FastifyReply {
  return reply
    .type('text/csv; charset=utf-8; header=present')
    .header('content-disposition', `attachment; filename="${fileName}.csv"`)
    .send(Readable.from(pages(columns, readPage)))
}

function* pages<Row>(
  columns: CsvColumns<Row>,
  readPage: (limit: number, after: Row | null) => readonly Row[],
): Generator<string> {
  yield csvLine(Object.keys(columns))
  let after: Row | null = null
  for (;;) {
    const rows: readonly Row[] = readPage(rowsPerPage, after)
    if (rows.length > 0) yield rows.map((row) => csvLine(valuesOf(columns, row))).join('')
    after = rows.at(-1) ?? null
    if (rows.length < rowsPerPage) return
  }
}

function valuesOf<Row>(columns: CsvColumns<Row>, row: Row): (string | number | boolean | null)[] {
  return Object.values(columns).map((value) => value(row))
}

/** One record with its line end. */
export function csvLine(values: readonly (string | number | boolean | null)[]): string {
  return `${values.map(csvField).join(',')}\r\n`
}

function csvField(value: string | number | boolean | null): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  // A spreadsheet would run such a text as a formula; the apostrophe makes it plain text again.
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
