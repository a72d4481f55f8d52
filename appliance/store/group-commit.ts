import type { Compilable } from 'kysely'
import { WriteFailedError } from '../domain/write-failed.ts'
import { readLedgerHead } from './ledger.ts'
import type { Prepared, SqlValue } from './prepare.ts'
import type { LedgerHead, Store, Tx } from './store.ts'
import { writeFailureOf } from './write-failure.ts'

interface Work {
  readonly run: (tx: Tx) => unknown
  readonly resolve: (value: never) => void
  readonly reject: (error: unknown) => void
}

type Settled = { work: Work; value: unknown; afterCommit: (() => void)[] | null }

/** Above this many writes in one transaction the first ones would wait too long for their answer. */
const batchLimit = 512

/** The gateway is shutting down, nothing more is written. */
export class StoreClosedError extends Error {}

/**
 * Writes that arrive together are run one after the other in a single transaction, each under its own
 * savepoint so that a failing one undoes only itself, and are answered after the one commit is durable.
 * They run in the order in which they were asked for.
 */
export class GroupCommit {
  readonly #store: Store
  readonly #tx: WriteTx
  readonly #onUndone: () => void
  readonly #onCommit: (failure: WriteFailedError | null) => void
  #queue: Work[] = []
  #scheduled = false
  #closed = false
  #drained: (() => void) | null = null

  /**
   * `onUndone` runs whenever a write was rolled back: caches filled meanwhile may hold what never was. `onCommit`
   * is told after each commit whether disk and database took it.
   */
  constructor(
    store: Store,
    onUndone: () => void = () => {},
    onCommit: (failure: WriteFailedError | null) => void = () => {},
  ) {
    this.#store = store
    this.#tx = new WriteTx(store, readLedgerHead(store))
    this.#onUndone = onUndone
    this.#onCommit = onCommit
  }

  /**
   * Resolves with what `run` returned once it is on disk; rejects with what it threw, or with
   * `WriteFailedError` (a full disk), and then nothing of it has happened.
   */
  write<T>(run: (tx: Tx) => T): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreClosedError('the store is closing'))
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ run, resolve, reject })
      this.#schedule()
    })
  }

  /** Newest entry of the ledger, uncommitted ones included. */
  get ledgerHead(): LedgerHead {
    return this.#tx.ledgerHead
  }

  /** How many writes wait for the next commit. */
  get waiting(): number {
    return this.#queue.length
  }

  /** Refuses new writes and resolves when those asked for are on disk. */
  close(): Promise<void> {
    this.#closed = true
    if (this.#queue.length === 0) return Promise.resolve()
    return new Promise((resolve) => {
      this.#drained = resolve
    })
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    // After the poll phase: everything that was read from the sockets in this turn shares the commit.
    setImmediate(() => this.#flush())
  }

  #flush(): void {
    this.#scheduled = false
    const batch = this.#queue.length > batchLimit ? this.#queue.splice(0, batchLimit) : this.#queue
    if (batch === this.#queue) this.#queue = []
    else this.#schedule()
    this.#commit(batch)
    if (this.#queue.length === 0) this.#drained?.()
  }

  #commit(batch: Work[]): void {
    const headBefore = this.#tx.ledgerHead
    const settled: Settled[] = []
    let failure: WriteFailedError | null = null
    try {
      this.#store.statement('BEGIN IMMEDIATE').run()
      for (const work of batch) failure = this.#runOne(work, settled) ?? failure
      this.#store.statement('COMMIT').run()
    } catch (cause) {
      if (this.#store.database.inTransaction) this.#store.statement('ROLLBACK').run()
      this.#tx.ledgerHead = headBefore
      this.#onUndone()
      const error = new WriteFailedError(writeFailureOf(cause) ?? 'unwritable', cause)
      for (const work of batch) work.reject(error)
      this.#onCommit(error)
      return
    }
    for (const { work, value } of settled) work.resolve(value as never)
    for (const { afterCommit } of settled) afterCommit?.forEach((run) => run())
    this.#onCommit(failure)
  }

  /** Returns the failure where disk or database would not take it, and the others go on all the same. */
  #runOne(work: Work, settled: Settled[]): WriteFailedError | null {
    const headBefore = this.#tx.ledgerHead
    this.#tx.pendingAfterCommit = null
    this.#store.statement('SAVEPOINT work').run()
    try {
      const value = work.run(this.#tx)
      this.#store.statement('RELEASE work').run()
      settled.push({ work, value, afterCommit: this.#tx.pendingAfterCommit })
      return null
    } catch (error) {
      // SQLite itself ends the transaction on a full disk or an I/O error: then the whole batch failed.
      if (!this.#store.database.inTransaction) throw error
      this.#store.statement('ROLLBACK TO work').run()
      this.#store.statement('RELEASE work').run()
      this.#tx.ledgerHead = headBefore
      this.#onUndone()
      const kind = writeFailureOf(error)
      const failure = kind && new WriteFailedError(kind, error)
      work.reject(failure ?? error)
      return failure
    }
  }
}

class WriteTx implements Tx {
  ledgerHead: LedgerHead
  pendingAfterCommit: (() => void)[] | null = null
  readonly #store: Store

  constructor(store: Store, head: LedgerHead) {
    this.#store = store
    this.ledgerHead = head
  }

  all<Row>(query: Compilable<Row>): Row[] {
    return this.#store.all(query)
  }

  get<Row>(query: Compilable<Row>): Row | undefined {
    return this.#store.get(query)
  }

  iterate<Row>(query: Compilable<Row>): IterableIterator<Row> {
    return this.#store.iterate(query)
  }

  find<Args, Row>(prepared: Prepared<Args, Row>, args: Args): Row | undefined {
    return this.#store.find(prepared, args)
  }

  findAll<Args, Row>(prepared: Prepared<Args, Row>, args: Args): Row[] {
    return this.#store.findAll(prepared, args)
  }

  run(query: Compilable): { changes: number; lastId: number } {
    const { sql, parameters } = query.compile()
    return this.#result(sql, parameters as SqlValue[])
  }

  execute<Args>(prepared: Prepared<Args, unknown>, args: Args): { changes: number; lastId: number } {
    return this.#result(prepared.sql, prepared.bind(args))
  }

  afterCommit(run: () => void): void {
    this.pendingAfterCommit ??= []
    this.pendingAfterCommit.push(run)
  }

  #result(sql: string, parameters: SqlValue[]): { changes: number; lastId: number } {
    const { changes, lastInsertRowid } = this.#store.statement(sql).run(...parameters)
    return { changes, lastId: Number(lastInsertRowid) }
  }
}
