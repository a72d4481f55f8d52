import type { Compilable, CompiledQuery } from 'kysely'

/** What SQLite can store in a STRICT table. */
export type SqlValue = string | number | bigint | Uint8Array | null

class Parameter {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/**
 * A query that Kysely compiled once and better-sqlite3 runs many times. `bind` puts a call's arguments in
 * the order of the compiled placeholders.
 */
export interface Prepared<Args, Row> {
  readonly sql: string
  readonly bind: (args: Args) => SqlValue[]
  /** Carries the row type only; never read. */
  readonly row?: Row
}

/**
 * Compiles a query for the hot path. `build` is handed an object whose every property stands for the
 * argument of that name: `prepare<{ id: number }, Row>((p) => sql.selectFrom('t').where('id', '=', p.id))`.
 */
export function prepare<Args extends object, Row = unknown>(
  build: (parameters: Args) => Compilable<Row>,
): Prepared<Args, Row> {
  const parameters = new Proxy({}, { get: (_target, name) => new Parameter(String(name)) })
  const compiled: CompiledQuery<Row> = build(parameters as Args).compile()
  const slots = compiled.parameters
  return {
    sql: plannedOnce(compiled.sql),
    bind: (args) =>
      slots.map((slot) =>
        slot instanceof Parameter ? (args as Record<string, SqlValue>)[slot.name]! : (slot as SqlValue),
      ),
  }
}

/**
 * This build of SQLite (`SQLITE_ENABLE_STAT4`) plans a sorted query anew at each run where it compares a column
 * with a bare parameter, whose value might tell it something: ten times the work of running it. Behind a plus
 * sign, which changes nothing else, the value is not looked at.
 */
function plannedOnce(text: string): string {
  return text.replaceAll(/ (=|<>|<=?|>=?|is|is not) \?/g, ' $1 +?')
}
