import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Cancel, Clock } from '../domain/clock.ts'
import type { Log } from '../log.ts'
import type { Store } from './store.ts'

const everyMs = 1000

/**
 * Moves what was committed from the write-ahead log into the database file, once a second, most of it in a thread
 * of its own: that is tens of milliseconds of writing, for which no charger should wait. Should it fail or fall
 * behind, SQLite does it within a commit (`wal_autocheckpoint`).
 */
export class Checkpoints {
  readonly #store: Store
  readonly #clock: Clock
  readonly #log: Log
  #worker: Worker | null = null
  #cancel: Cancel = () => {}
  #stopped = false

  constructor(store: Store, clock: Clock, log: Log) {
    this.#store = store
    this.#clock = clock
    this.#log = log
  }

  start(): void {
    this.#cancel = this.#clock.after(everyMs, () => {
      this.run()
        .catch((error: unknown) => this.#log.warn({ err: error }, 'the write-ahead log could not be moved'))
        .finally(() => this.#stopped || this.start())
    })
  }

  /** Resolves when everything that was committed before is in the database file. */
  async run(): Promise<void> {
    const worker = (this.#worker ??= this.#startWorker())
    worker.postMessage('checkpoint')
    const [problem] = (await once(worker, 'message')) as [string | null]
    if (problem !== null) throw new Error(problem)
    // The log is begun anew only once it has been moved whole: what came meanwhile, which is little, is moved here.
    if (!this.#stopped) this.#store.database.pragma('wal_checkpoint(PASSIVE)')
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancel()
    await this.#worker?.terminate()
  }

  #startWorker(): Worker {
    const script = new URL('./checkpoint-worker.ts', import.meta.url)
    const worker = new Worker(script, { workerData: this.#store.path })
    worker.unref()
    worker.once('exit', () => {
      this.#worker = null
    })
    return worker
  }
}
