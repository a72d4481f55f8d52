/** One entry as it comes; without a status it is taken out. */
export interface ListUpdate {
  readonly id: string
  readonly status: string | undefined
}

/** What a charger's firmware makes of lists. */
export interface ListManners {
  readonly maxEntries: number
  readonly maxPerMessage: number
  /** It says that it keeps a list, and then does not. */
  readonly refuses: boolean
  /** It takes differences only right after a whole list. */
  readonly refusesDifferences: boolean
}

/** The list of identifiers in a charger (1.6: 5.15, 2.x: D01). */
export class LocalList {
  version = 0
  readonly #statuses = new Map<string, string>()
  #isFresh = false

  get size(): number {
    return this.#statuses.size
  }

  /** Identifiers in it, in lower case. */
  get ids(): string[] {
    return [...this.#statuses.keys()].sort()
  }

  statusOf(id: string): string | undefined {
    return this.#statuses.get(id.toLowerCase())
  }

  askVersion(): number {
    this.#isFresh = false
    return this.version
  }

  update(
    type: 'Full' | 'Differential',
    version: number,
    entries: readonly ListUpdate[],
    manners: ListManners,
  ): 'Accepted' | 'Failed' | 'NotSupported' | 'VersionMismatch' {
    if (manners.refuses) return 'NotSupported'
    if (entries.length > manners.maxPerMessage) return 'Failed'
    const isOutOfStep = this.version === 0 || version <= this.version
    if (type === 'Differential' && (isOutOfStep || (manners.refusesDifferences && !this.#isFresh))) {
      return 'VersionMismatch'
    }
    if (type === 'Full') this.#statuses.clear()
    for (const { id, status } of entries) {
      if (status === undefined) this.#statuses.delete(id.toLowerCase())
      else this.#statuses.set(id.toLowerCase(), status)
    }
    if (this.#statuses.size > manners.maxEntries) return 'Failed'
    this.version = version
    this.#isFresh = type === 'Full' || this.#isFresh
    return 'Accepted'
  }
}
