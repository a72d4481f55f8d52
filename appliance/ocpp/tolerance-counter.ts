import type { Cancel } from '../domain/clock.ts'
import type { Tolerance } from '../domain/firmware-profile.ts'
import { toUtcText } from '../domain/utc-text.ts'
import type { FlowContext } from '../flows/context.ts'
import { recordTolerances } from '../flows/record-tolerances.ts'

/** Uses of one tolerance by one charger. */
interface Uses {
  readonly chargerId: string
  readonly tolerance: Tolerance
  /** Not stored yet. */
  count: number
  /** A reading of the monotonic clock; null before the first line in the log. */
  loggedAtMs: number | null
}

const storeEveryMs = 10_000
const logEveryMs = 3_600_000

/**
 * Counts what chargers had to be forgiven. A charger may need a tolerance in each message, so counts gather in
 * memory and are stored every ten seconds, and the log says it once an hour.
 */
export class ToleranceCounter {
  readonly #context: Pick<FlowContext, 'commits' | 'clock' | 'log'>
  readonly #uses = new Map<string, Uses>()
  #cancelTimer: Cancel | null = null

  constructor(context: Pick<FlowContext, 'commits' | 'clock' | 'log'>) {
    this.#context = context
  }

  count(chargerId: string, tolerance: Tolerance): void {
    const key = `${tolerance} ${chargerId}`
    let uses = this.#uses.get(key)
    if (uses === undefined) {
      uses = { chargerId, tolerance, count: 0, loggedAtMs: null }
      this.#uses.set(key, uses)
    }
    uses.count++
    this.#sayOnceAnHour(uses)
    this.#cancelTimer ??= this.#context.clock.after(storeEveryMs, () => void this.#store())
  }

  /** Resolves when what was counted is stored. */
  async stop(): Promise<void> {
    this.#cancelTimer?.()
    await this.#store()
    this.#cancelTimer?.()
  }

  #sayOnceAnHour(uses: Uses): void {
    const nowMs = this.#context.clock.monotonicMs()
    if (uses.loggedAtMs !== null && nowMs - uses.loggedAtMs < logEveryMs) return
    uses.loggedAtMs = nowMs
    const { chargerId, tolerance } = uses
    this.#context.log.info({ chargerId, tolerance }, 'charger departs from the standard and is tolerated')
  }

  /** What cannot be stored is counted on and tried again with the next. */
  async #store(): Promise<void> {
    this.#cancelTimer = null
    const { clock, log } = this.#context
    const due = [...this.#uses.values()].filter(({ count }) => count > 0)
    if (due.length === 0) return
    const lastAt = toUtcText(clock.now())
    const counted = due.map(({ chargerId, tolerance, count }) => ({ chargerId, tolerance, count, lastAt }))
    for (const uses of due) uses.count = 0
    try {
      await recordTolerances(this.#context, counted)
    } catch (error) {
      log.warn({ err: error }, 'tolerance counts could not be stored yet')
      due.forEach((uses, index) => (uses.count += counted[index]?.count ?? 0))
    }
  }
}
