import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'

const database = new Database(String(workerData))

/** Answers each message with null, or with why it did not work. */
parentPort?.on('message', () => {
  try {
    database.pragma('wal_checkpoint(PASSIVE)')
    parentPort?.postMessage(null)
  } catch (error) {
    parentPort?.postMessage(String(error))
  }
})
