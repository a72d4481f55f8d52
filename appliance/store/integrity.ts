import { Worker } from 'node:worker_threads'
import { deleteMeta, readMeta, writeMeta } from './meta.ts'
import type { Reader, Tx } from './store.ts'

const inUseKey = 'inUse'

/** Whether the last process that used the database ended without closing it: a kill or a power cut. */
export function wasLeftOpen(reader: Reader): boolean {
  return readMeta(reader, inUseKey) !== null
}

export function noteInUse(tx: Tx): void {
  writeMeta(tx, inUseKey, 'true')
}

export function noteClosed(tx: Tx): void {
  deleteMeta(tx, inUseKey)
}

/**
 * Has SQLite check every page of the database, in a thread of its own: years of history take a while, and
 * the chargers are waiting. Resolves with what is broken, in SQLite's words; empty when all is well.
 */
export function checkIntegrity(path: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./integrity-worker.ts', import.meta.url), { workerData: path })
    worker.unref()
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}
