import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'

const database = new Database(String(workerData), { readonly: true })
const rows = database.pragma('integrity_check(20)') as { integrity_check: string }[]
database.close()
const found = rows.map((row) => row.integrity_check)
parentPort?.postMessage(found.filter((finding) => finding !== 'ok'))
