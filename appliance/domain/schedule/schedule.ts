import type { AccessMode } from '../access-mode.ts'
import type { AccessWindow } from './access-window.ts'
import { compileWindow, type CompiledWindow } from './compiled-window.ts'
import { spansBetween, type Span } from './spans.ts'

/** What a schedule is made of; windows as `parseWindow` lets them pass, `zone` is the depot's (IANA). */
export interface SchedulePlan {
  readonly defaultMode: AccessMode
  readonly windows: readonly AccessWindow[]
  readonly zone: string
}

/** A stretch of time whose spans are worked out in one go. */
interface Page {
  readonly spans: readonly Span[]
  /** For each span, the index of the next one of another mode; the number of spans where there is none. */
  readonly changes: readonly number[]
}

const pageMs = 32 * 86_400_000
/** Two and a half years: more than a look ahead, a preview or a calendar needs. */
const pageLimit = 30

/**
 * The windows of a policy as spans of time, worked out where somebody looks and kept. Questions are then
 * answered by binary search.
 */
export class Schedule {
  readonly #defaultMode: AccessMode
  readonly #windows: readonly CompiledWindow[]
  readonly #pages = new Map<number, Page>()

  constructor({ defaultMode, windows, zone }: SchedulePlan) {
    this.#defaultMode = defaultMode
    this.#windows = windows.map((window) => compileWindow(window, zone))
  }

  /** The span around an instant (epoch ms), cut at the borders of pages. */
  spanAt(atMs: number): Span {
    const { spans } = this.#pageAt(atMs)
    return spans[indexAt(spans, atMs)]!
  }

  /** The first span after `atMs` with another mode than holds then, if it begins before `limitMs`. */
  nextChange(atMs: number, limitMs: number): Span | null {
    if (this.#windows.length === 0) return null
    let page = this.#pageAt(atMs)
    let index = indexAt(page.spans, atMs)
    const { mode } = page.spans[index]!
    for (;;) {
      const change = page.spans[page.changes[index]!]
      if (change) return change.fromMs < limitMs ? change : null
      const nextMs = page.spans.at(-1)!.untilMs
      if (nextMs >= limitMs) return null
      page = this.#pageAt(nextMs)
      index = 0
      if (page.spans[0]!.mode !== mode) return page.spans[0]!
    }
  }

  #pageAt(atMs: number): Page {
    const number = Math.floor(atMs / pageMs)
    const known = this.#pages.get(number)
    if (known) return known
    // Nobody asks for the oldest any more, or pays for it once again.
    if (this.#pages.size >= pageLimit) this.#pages.delete(this.#pages.keys().next().value!)
    const spans = spansBetween(this.#windows, this.#defaultMode, number * pageMs, (number + 1) * pageMs)
    const page = { spans, changes: changesOf(spans) }
    this.#pages.set(number, page)
    return page
  }
}

function changesOf(spans: readonly Span[]): number[] {
  const changes: number[] = []
  for (let index = spans.length - 1; index >= 0; index--) {
    const next = spans[index + 1]
    changes[index] = next && next.mode === spans[index]!.mode ? changes[index + 1]! : index + 1
  }
  return changes
}

/** The last span that begins at or before an instant. */
function indexAt(spans: readonly Span[], atMs: number): number {
  let low = 0
  for (let high = spans.length; high - low > 1;) {
    const middle = (low + high) >> 1
    if (spans[middle]!.fromMs <= atMs) low = middle
    else high = middle
  }
  return low
}
