import type { ChargerLink } from '../domain/charger-link.ts'
import type { Cancel } from '../domain/clock.ts'
import { waitingLimit } from '../flows/meet-charger.ts'
import { closeLostSessions } from '../flows/close-lost-sessions.ts'
import type { FlowContext } from '../flows/context.ts'
import { dropExpired } from '../flows/drop-expired.ts'
import { recordRefusedReadings } from '../flows/record-refused-readings.ts'
import { trimTelemetry, type TelemetryBounds } from '../flows/trim-telemetry.ts'
import { countWaitingChargers } from '../store/strangers.ts'
import type { ConditionBoard, StorageWatch } from './storage-watch.ts'

export interface HousekeepingOptions {
  readonly bounds: TelemetryBounds
  readonly link: ChargerLink
  readonly conditions: ConditionBoard
  readonly storage: Pick<StorageWatch, 'check' | 'holdReserve'>
}

const lookEveryMs = 60_000
/**
 * Bounds are kept all day and not by night: a busy depot fills one within the hour, and finding nothing to drop
 * costs a few hundred row look-ups.
 */
const trimEveryMs = 600_000

const clockUnknown = {
  code: 'clock_unknown',
  message: 'The clock of this box cannot be right: it is behind what has already been recorded.',
  nextStep:
    'Connect the box to a time server or set its clock. Until then chargers go by their fallback rule.',
  degrades: true,
}

const waitingListFull = {
  code: 'waiting_list_full',
  message: `${waitingLimit} chargers wait for approval: a new one takes the place of one that has gone.`,
  nextStep: 'Approve or refuse those in the charger list; remove the rest if somebody floods it.',
  degrades: false,
}

/** Keeps the store within its bounds, and watches disk, clock and forgotten sessions, from `start` to `stop`. */
export class Housekeeping {
  readonly #context: FlowContext
  readonly #options: HousekeepingOptions
  readonly #cancels = new Map<object, Cancel>()
  readonly #running = new Set<Promise<void>>()

  constructor(context: FlowContext, options: HousekeepingOptions) {
    this.#context = context
    this.#options = options
  }

  /**
   * Clock and disk are looked at right away: the disk may have filled up while the gateway was off. Sessions
   * are not, for chargers have to come back first.
   */
  async start(): Promise<void> {
    this.#every(lookEveryMs, () => this.#look())
    this.#every(trimEveryMs, () => this.#trim())
    // Not at the start, which has better to do than to fill a file.
    this.#every(lookEveryMs, () => this.#options.storage.holdReserve())
    await this.#run(() => this.#check())
  }

  /** Resolves when what was under way has ended. */
  async stop(): Promise<void> {
    for (const cancel of this.#cancels.values()) cancel()
    this.#cancels.clear()
    await Promise.all(this.#running)
    await this.#run(() => recordRefusedReadings(this.#context))
  }

  async #look(): Promise<void> {
    await this.#check()
    await closeLostSessions(this.#context, this.#options.link)
  }

  async #check(): Promise<void> {
    this.#checkClock()
    this.#checkWaiting()
    await this.#options.storage.check()
  }

  #checkClock(): void {
    if (this.#context.clockConfidence() === 'unknown') this.#options.conditions.raise(clockUnknown)
    else this.#options.conditions.clear(clockUnknown.code)
  }

  #checkWaiting(): void {
    const { conditions } = this.#options
    if (countWaitingChargers(this.#context.store) >= waitingLimit) conditions.raise(waitingListFull)
    else conditions.clear(waitingListFull.code)
  }

  async #trim(): Promise<void> {
    const { meter, frame } = await trimTelemetry(this.#context, this.#options.bounds)
    if (meter + frame > 0) this.#context.log.info({ meter, frame }, 'oldest telemetry was dropped')
    await dropExpired(this.#context)
  }

  /** The next time is counted from the end of the last. */
  #every(periodMs: number, work: () => Promise<void>): void {
    const cancel = this.#context.clock.after(periodMs, () => {
      const running = this.#run(work).finally(() => {
        this.#running.delete(running)
        if (this.#cancels.has(work)) this.#every(periodMs, work)
      })
      this.#running.add(running)
    })
    this.#cancels.set(work, cancel)
  }

  /** Never rejects: the gateway does its work with or without. */
  async #run(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#context.log.error({ err: error }, 'housekeeping failed and is tried again later')
    }
  }
}
