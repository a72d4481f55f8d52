import { listDigest, type ListEntry } from './local-list.ts'

/** One SendLocalList. A full one replaces what the charger has; a differential one adds and removes. */
export interface ListMessage {
  readonly updateType: 'Full' | 'Differential'
  readonly version: number
  readonly put: readonly ListEntry[]
  readonly remove: readonly ListEntry[]
}

export interface SentList {
  readonly version: number
  readonly entries: readonly ListEntry[]
}

export interface ListPlanInput {
  readonly wanted: readonly ListEntry[]
  /** What the charger took last; null: not known. */
  readonly sent: SentList | null
  /** What GetLocalListVersion answered; null: it did not. 0 stands for no list, and -1 in OCPP 1.6 for none at all. */
  readonly chargerVersion: number | null
  /** Identifiers in one message. */
  readonly maxPerMessage: number
  /** Whether it takes differential updates; without them a list must fit into one message. */
  readonly takesDifferences: boolean
}

/**
 * The messages that make a charger's list the wanted one; none where it is. By differences when it is known what
 * the charger has and that is less to send, else in full, chunk by chunk: the first replaces, the others add.
 */
export function planList(input: ListPlanInput): ListMessage[] {
  const { wanted, sent, chargerVersion, takesDifferences } = input
  if (sent === null || sent.version !== chargerVersion) return inFull(input)
  if (listDigest(sent.entries) === listDigest(wanted)) return []
  const changed = differences(sent.entries, wanted)
  const isLess = changed.put.length + changed.remove.length < wanted.length
  return takesDifferences && isLess ? byDifferences(input, sent.version, changed) : inFull(input)
}

/** The whole list, whatever the charger has: also what follows a `VersionMismatch`. */
export function inFull({ wanted, sent, chargerVersion, maxPerMessage }: ListPlanInput): ListMessage[] {
  const version = Math.max(sent?.version ?? 0, chargerVersion ?? 0, 0) + 1
  const [first = [], ...others] = chunks(wanted, maxPerMessage)
  return [
    { updateType: 'Full', version, put: first, remove: [] },
    ...others.map((put, at): ListMessage => ({
      updateType: 'Differential',
      version: version + at + 1,
      put,
      remove: [],
    })),
  ]
}

function byDifferences(
  { maxPerMessage }: ListPlanInput,
  version: number,
  { put, remove }: Differences,
): ListMessage[] {
  // Removals first: a full charger has no room before them.
  const messages = [
    ...chunks(remove, maxPerMessage).map((chunk) => ({ put: [], remove: chunk })),
    ...chunks(put, maxPerMessage).map((chunk) => ({ put: chunk, remove: [] })),
  ]
  return messages.map(({ put: added, remove: removed }, at) => ({
    updateType: 'Differential',
    version: version + at + 1,
    put: added,
    remove: removed,
  }))
}

interface Differences {
  readonly put: readonly ListEntry[]
  readonly remove: readonly ListEntry[]
}

function differences(before: readonly ListEntry[], wanted: readonly ListEntry[]): Differences {
  const had = new Map(before.map(({ key, validTo }) => [key, validTo]))
  const wants = new Set(wanted.map(({ key }) => key))
  return {
    put: wanted.filter(({ key, validTo }) => had.get(key) !== validTo || !had.has(key)),
    remove: before.filter(({ key }) => !wants.has(key)),
  }
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / Math.max(1, size))
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size))
}
