import { hash } from 'node:crypto'
import { insertLedgerEntry } from '../store/ledger.ts'
import type { Tx } from '../store/store.ts'
import { canonicalJson, type Json } from './canonical-json.ts'

/** One fact, as whoever observed or did it states it. */
export interface LedgerEntry {
  /** UTC text, as `toUtcText` gives it. */
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly requestId: string | null
  /** Everything that a rebuild of the read models needs to know of this fact. */
  readonly body: { readonly [key: string]: Json }
}

/**
 * Appends to the chain, in the transaction of the read model that the fact changes, and returns its `seq`.
 * The hash is SHA-256 over the previous entry's hash followed by this entry in canonical JSON, so that
 * changing, removing or moving any entry breaks every hash after it.
 */
export function appendToLedger(tx: Tx, entry: LedgerEntry): number {
  const { at, actor, action, subject, requestId } = entry
  const seq = tx.ledgerHead.seq + 1
  const body = canonicalJson(entry.body)
  const chained = chainHash(tx.ledgerHead.hash, { seq, at, actor, action, subject, requestId, body })
  insertLedgerEntry(tx, { seq, at, actor, action, subject, requestId, body, hash: chained })
  tx.ledgerHead = { seq, hash: chained }
  return seq
}

/** The parts of an entry under its hash; `body` is canonical JSON already. */
export interface HashedEntry {
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly requestId: string | null
  readonly body: string
}

/** SHA-256(previous hash ‖ canonical entry), 32 bytes. */
export function chainHash(previous: Uint8Array, entry: HashedEntry): Uint8Array {
  const text = canonicalEntry(entry)
  const bytes = Buffer.allocUnsafe(previous.length + Buffer.byteLength(text))
  bytes.set(previous)
  bytes.write(text, previous.length)
  return hash('sha256', bytes, 'buffer')
}

/**
 * The entry in the form of RFC 8785: keys in order, `body` spliced in as it is since it is canonical
 * already. Written out because it runs for every fact.
 */
export function canonicalEntry(entry: HashedEntry): string {
  const text = JSON.stringify
  return `{"action":${text(entry.action)},"actor":${text(entry.actor)},"at":${text(entry.at)},"body":${entry.body},"requestId":${text(entry.requestId)},"seq":${entry.seq},"subject":${text(entry.subject)}}`
}
