import { createHash } from 'node:crypto'
import type { AccessClass, IdentifierType } from './identifier.ts'

/** Somebody who may charge while the gateway is away. What is raw stays sealed. */
export interface ListEntry {
  /** As `identifierKey` makes it. */
  readonly key: string
  readonly sealed: Uint8Array
  readonly type: IdentifierType
  /** UTC text; null: without end. */
  readonly validTo: string | null
}

export interface ListCandidate extends ListEntry {
  readonly accessClass: AccessClass
  /** Grows with later use; null: not used lately. */
  readonly lastUse: number | null
}

/** Tells two lists apart; the same for the same list in any order. */
export function listDigest(entries: readonly ListEntry[]): string {
  const hash = createHash('sha256')
  const lines = entries.map(({ key, validTo }) => `${key} ${validTo ?? ''}\n`).sort()
  for (const line of lines) hash.update(line)
  return hash.digest('base64url')
}

/**
 * The entries that a charger takes of more than fit: the own fleet first, for it has nowhere else to go, and
 * among equals whoever charged last.
 */
export function chooseEntries(
  candidates: readonly ListCandidate[],
  limit: number,
): { readonly entries: readonly ListEntry[]; readonly leftOut: number } {
  if (candidates.length <= limit) return { entries: candidates, leftOut: 0 }
  const ranked = candidates.toSorted(
    (a, b) =>
      Number(b.accessClass === 'own_fleet') - Number(a.accessClass === 'own_fleet') ||
      (b.lastUse ?? -1) - (a.lastUse ?? -1) ||
      (a.key < b.key ? -1 : 1),
  )
  return { entries: ranked.slice(0, limit), leftOut: candidates.length - limit }
}
