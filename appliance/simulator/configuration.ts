export type ChangeResult = 'accepted' | 'rejected' | 'unknown'

interface Entry {
  readonly key: string
  readonly readonly: boolean
  value: string
}

/** The configuration keys of a charger (2.x: `Component/Variable`), compared without regard to case. */
export class Configuration {
  readonly #entries = new Map<string, Entry>()

  /** A key that ends in `!` cannot be changed from outside. */
  constructor(values: Readonly<Record<string, string>>) {
    for (const [name, value] of Object.entries(values)) {
      const key = name.replace(/!$/, '')
      this.#entries.set(key.toLowerCase(), { key, value, readonly: key !== name })
    }
  }

  get(key: string): Readonly<Entry> | undefined {
    return this.#entries.get(key.toLowerCase())
  }

  all(): Readonly<Entry>[] {
    return [...this.#entries.values()]
  }

  change(key: string, value: string): ChangeResult {
    const entry = this.#entries.get(key.toLowerCase())
    if (entry === undefined) return 'unknown'
    if (entry.readonly || !fits(entry.value, value)) return 'rejected'
    entry.value = value
    return 'accepted'
  }

  isOn(key: string): boolean {
    return this.get(key)?.value.toLowerCase() === 'true'
  }

  number(key: string): number {
    return Number(this.get(key)?.value ?? 0)
  }
}

/** A number is not replaced by a word, nor a switch by a number. */
function fits(before: string, after: string): boolean {
  if (/^(?:true|false)$/i.test(before)) return /^(?:true|false)$/i.test(after)
  return !/^\d+$/.test(before) || /^\d+$/.test(after)
}
