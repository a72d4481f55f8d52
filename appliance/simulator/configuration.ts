export type ChangeResult = 'accepted' | 'rejected' | 'unknown' | 'reboot_required'

interface Entry {
  readonly key: string
  readonly readonly: boolean
  value: string
}

interface KeptEntry extends Entry {
  readonly mark: string
  /** What it holds after the next restart. */
  next: string | null
}

const marks = /[!?~^]$/

/**
 * The configuration keys of a charger (2.x: `Component/Variable`), compared without regard to case. What firmware
 * does with a key stands at its end: `!` it is read-only, `?` every write is rejected although it is not, `~` a
 * write is accepted without effect, `^` it holds after a restart.
 */
export class Configuration {
  readonly #entries = new Map<string, KeptEntry>()

  constructor(values: Readonly<Record<string, string>>) {
    for (const [name, value] of Object.entries(values)) {
      const key = name.replace(marks, '')
      const mark = name.slice(key.length)
      this.#entries.set(key.toLowerCase(), { key, value, readonly: mark === '!', mark, next: null })
    }
  }

  get(key: string): Readonly<Entry> | undefined {
    const entry = this.#entries.get(key.toLowerCase())
    return entry && shown(entry)
  }

  all(): Readonly<Entry>[] {
    return Array.from(this.#entries.values(), shown)
  }

  /** A change from outside. */
  change(key: string, value: string): ChangeResult {
    const entry = this.#entries.get(key.toLowerCase())
    if (entry === undefined) return 'unknown'
    if (entry.readonly || entry.mark === '?' || !fits(entry.value, value)) return 'rejected'
    if (entry.mark === '~') return 'accepted'
    if (entry.mark === '^') {
      entry.next = value
      return 'reboot_required'
    }
    entry.value = value
    return 'accepted'
  }

  /** Somebody changes it at the charger itself. */
  set(key: string, value: string): void {
    const entry = this.#entries.get(key.toLowerCase())
    if (entry) entry.value = value
  }

  /** What waited for a restart holds from now on. */
  restarted(): void {
    for (const entry of this.#entries.values()) {
      entry.value = entry.next ?? entry.value
      entry.next = null
    }
  }

  isOn(key: string): boolean {
    return this.get(key)?.value.toLowerCase() === 'true'
  }

  number(key: string): number {
    return Number(this.get(key)?.value ?? 0)
  }
}

function shown({ key, readonly, value }: KeptEntry): Entry {
  return { key, readonly, value }
}

/** A number is not replaced by a word, nor a switch by a number. */
function fits(before: string, after: string): boolean {
  if (/^(?:true|false)$/i.test(before)) return /^(?:true|false)$/i.test(after)
  return !/^\d+$/.test(before) || /^\d+$/.test(after)
}
