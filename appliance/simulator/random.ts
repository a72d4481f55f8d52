/** Draws numbers that are the same in every run with the same seed. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 (included) to 1 (excluded); mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** The number itself, or one between the two. */
  amount(amount: number | readonly [number, number] | number[]): number {
    if (typeof amount === 'number') return amount
    const [from = 0, to = from] = amount
    return from + (to - from) * this.next()
  }

  /** The text itself, or one of the list. */
  choice(choices: string | readonly string[]): string {
    if (typeof choices === 'string') return choices
    return choices[Math.floor(this.next() * choices.length)] ?? ''
  }

  uuid(): string {
    const hex = Array.from({ length: 32 }, () => Math.floor(this.next() * 16).toString(16)).join('')
    return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5')
  }
}
