import { appendToLedger } from '../ledger/append.ts'
import type { Json } from '../ledger/canonical-json.ts'
import type { Tx } from '../store/store.ts'
import type { Origin } from './context.ts'

/** A change that somebody made: what was done, to what, and what it is now. */
export interface Change {
  /** UTC text. */
  readonly at: string
  /** `charger.approved` */
  readonly action: string
  /** `charger:CP1` */
  readonly subject: string
  readonly body: { readonly [key: string]: Json }
}

/** An interface as what it holds, which is how the compiler takes it for JSON. */
export type Plain<T> = { readonly [Key in keyof T]: T[Key] }

/** Appends it to the ledger under whoever asked for it; returns its `seq`. */
export function recordChange(tx: Tx, origin: Origin, change: Change): number {
  return appendToLedger(tx, { ...change, actor: origin.actor, requestId: origin.requestId })
}
