import { readMeta, writeMeta } from './meta.ts'
import type { Tx } from './store.ts'

const key = 'policyVersion'

/** Counts the changes of all policies together, so that a version names one state of one policy for good. */
export function raisePolicyVersion(tx: Tx): number {
  const next = Number(readMeta(tx, key) ?? 0) + 1
  writeMeta(tx, key, String(next))
  return next
}
