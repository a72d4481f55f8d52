type Cell = string | number | boolean | null | undefined

/** Rows as aligned columns under the names of the fields; `empty` where there are none. */
export function table<Row>(
  rows: readonly Row[],
  columns: Readonly<Record<string, (row: Row) => Cell>>,
  empty: string,
): string {
  if (rows.length === 0) return empty
  const names = Object.keys(columns)
  const cells = rows.map((row) => Object.values(columns).map((value) => show(value(row))))
  const lines = [names.map((name) => name.toUpperCase()), ...cells]
  const widths = names.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)))
  return lines.map((line) => joined(line, widths)).join('\n')
}

/** One thing, a field a line. */
export function fields(values: Readonly<Record<string, Cell>>): string {
  const width = Math.max(...Object.keys(values).map((name) => name.length))
  return Object.entries(values)
    .map(([name, value]) => `${name.padEnd(width)}  ${show(value)}`)
    .join('\n')
}

function joined(line: readonly string[], widths: readonly number[]): string {
  return line
    .map((cell, column) => cell.padEnd(widths[column]!))
    .join('  ')
    .trimEnd()
}

function show(value: Cell): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  // What a charger says of itself must not move the cursor or colour the screen.
  return String(value).replaceAll(/\p{Cc}/gu, '�')
}
