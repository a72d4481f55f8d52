import { readMeta, writeMeta } from './meta.ts'
import type { Reader, Tx } from './store.ts'

const key = 'listVersion'

/** How often identifiers, agreements and team rules have changed; every decision says which it rested on. */
export function listVersion(reader: Reader): number {
  return Number(readMeta(reader, key) ?? 0)
}

/** When a back-office last brought the list up to date, as UTC text; null: the list is the gateway's own. */
export function listRefreshedAt(reader: Reader): string | null {
  return readMeta(reader, 'listRefreshedAt')
}

/** To be called by whatever changes them, in the same transaction. */
export function raiseListVersion(tx: Tx): number {
  const next = listVersion(tx) + 1
  writeMeta(tx, key, String(next))
  return next
}
