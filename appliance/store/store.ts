import Database from 'better-sqlite3'
import type { Compilable } from 'kysely'
import { migrate } from './migrate.ts'
import type { Prepared, SqlValue } from './prepare.ts'

/** Where the chain stands: the newest entry's number and hash. */
export interface LedgerHead {
  readonly seq: number
  readonly hash: Uint8Array
}

/** Reads; sees everything that was written before, in the current transaction too. */
export interface Reader {
  all<Row>(query: Compilable<Row>): Row[]
  get<Row>(query: Compilable<Row>): Row | undefined
  /** Rows one by one, for exports of any length. */
  iterate<Row>(query: Compilable<Row>): IterableIterator<Row>
  /** Runs a compiled query of the hot path. */
  find<Args, Row>(prepared: Prepared<Args, Row>, args: Args): Row | undefined
  findAll<Args, Row>(prepared: Prepared<Args, Row>, args: Args): Row[]
}

/** Writes, inside one transaction. Only `GroupCommit` hands these out. */
export interface Tx extends Reader {
  run(query: Compilable): { changes: number; lastId: number }
  execute<Args>(prepared: Prepared<Args, unknown>, args: Args): { changes: number; lastId: number }
  ledgerHead: LedgerHead
  /** Runs once what was written is durable; not at all when it was undone. */
  afterCommit(run: () => void): void
}

const openingPragmas = [
  'journal_mode = WAL',
  // A commit is acknowledged to chargers: it must have reached the disk, not only the kernel.
  'synchronous = FULL',
  'foreign_keys = ON',
  'trusted_schema = OFF',
  'busy_timeout = 5000',
  // Small, for it holds only what is being written: what is read comes from the mapped file.
  'cache_size = -8000',
  'mmap_size = 268435456',
  // Pages of 4 KiB. `Checkpoints` comes long before: this bounds the log should it not.
  'wal_autocheckpoint = 16000',
]

/** The one database file. Opening it migrates it. */
export class Store implements Reader {
  readonly path: string
  readonly database: Database.Database
  readonly #statements = new Map<string, Database.Statement<SqlValue[]>>()

  constructor(path: string) {
    this.path = path
    this.database = new Database(path)
    for (const pragma of openingPragmas) this.database.pragma(pragma)
    migrate(this.database)
  }

  all<Row>(query: Compilable<Row>): Row[] {
    const { sql, parameters } = query.compile()
    return this.statement(sql).all(...(parameters as SqlValue[])) as Row[]
  }

  get<Row>(query: Compilable<Row>): Row | undefined {
    const { sql, parameters } = query.compile()
    return this.statement(sql).get(...(parameters as SqlValue[])) as Row | undefined
  }

  iterate<Row>(query: Compilable<Row>): IterableIterator<Row> {
    const { sql, parameters } = query.compile()
    // Not from the cache: a statement that is being iterated cannot be run by anybody else.
    return this.database.prepare(sql).iterate(...parameters) as IterableIterator<Row>
  }

  find<Args, Row>(prepared: Prepared<Args, Row>, args: Args): Row | undefined {
    return this.statement(prepared.sql).get(...prepared.bind(args)) as Row | undefined
  }

  findAll<Args, Row>(prepared: Prepared<Args, Row>, args: Args): Row[] {
    return this.statement(prepared.sql).all(...prepared.bind(args)) as Row[]
  }

  /** A prepared statement, kept: the number of different queries in the product is bounded. */
  statement(sql: string): Database.Statement<SqlValue[]> {
    let statement = this.#statements.get(sql)
    if (!statement) {
      statement = this.database.prepare<SqlValue[]>(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }

  close(): void {
    this.database.close()
  }
}
