import type { Condition } from '../domain/condition.ts'
import type { FlowContext } from '../flows/context.ts'
import { recordRefusedReadings } from '../flows/record-refused-readings.ts'

/** Where people are told what is wrong. */
export interface ConditionBoard {
  raise(condition: Omit<Condition, 'since'>): void
  clear(code: string): void
}

/** The disk with the data directory. */
export interface Disk {
  /** What unprivileged processes may still write. */
  readonly freeBytes: () => number
  readonly reserve: Reserve
}

/** Room that is held back for when nothing else is left. */
export interface Reserve {
  /** Holds it back again, where there is plenty. */
  make(freeBytes: number): Promise<void>
  release(): void
}

/** Free bytes below which something happens. The reserve below `full` is for decisions and sessions. */
const storageThresholds = { lowBytes: 1_000_000_000, fullBytes: 250_000_000 }

/** So much above a threshold it is over again, so that it does not come and go with every file. */
const margin = 1.25

type State = 'ample' | 'low' | 'full'

/**
 * Watches the room on the data disk. When it is nearly used up, telemetry is no longer stored: the gateway goes on
 * deciding and recording sessions for as long as it can.
 */
export class StorageWatch {
  readonly #context: Pick<FlowContext, 'commits' | 'telemetry' | 'log'>
  readonly #conditions: ConditionBoard
  readonly #disk: Disk
  #state: State = 'ample'

  constructor(
    context: Pick<FlowContext, 'commits' | 'telemetry' | 'log'>,
    conditions: ConditionBoard,
    disk: Disk,
  ) {
    this.#context = context
    this.#conditions = conditions
    this.#disk = disk
  }

  /** Looks, and acts on what has changed. */
  async check(): Promise<void> {
    const freeBytes = this.#disk.freeBytes()
    this.#enter(stateAt(freeBytes, this.#state), freeBytes)
    if (this.#context.telemetry.open) await recordRefusedReadings(this.#context)
  }

  /** Holds back room for when the disk is full, once there is plenty. */
  holdReserve(): Promise<void> {
    return this.#disk.reserve.make(this.#disk.freeBytes())
  }

  /** A write found no room: telemetry ends at once, and what was held back is for decisions and sessions. */
  ranFull(): void {
    try {
      this.#disk.reserve.release()
    } catch (error) {
      this.#context.log.error({ err: error }, 'the reserve of the data disk could not be given back')
    }
    this.#enter('full', this.#disk.freeBytes())
  }

  #enter(state: State, freeBytes: number): void {
    if (state === this.#state) return
    this.#context.log.warn({ freeBytes, state }, 'room on the data disk has changed')
    this.#state = state
    this.#context.telemetry.set(state !== 'full')
    this.#tell(state)
  }

  #tell(state: State): void {
    if (state !== 'low') this.#conditions.clear('storage_low')
    if (state !== 'full') this.#conditions.clear('storage_full')
    if (state === 'low') this.#conditions.raise(low)
    if (state === 'full') this.#conditions.raise(full)
  }
}

const low = {
  code: 'storage_low',
  message: 'The data disk has less than 1 GB left.',
  nextStep: 'Delete what does not belong to Gatehouse, or lower the bounds under [telemetry].',
  degrades: false,
}

const full = {
  code: 'storage_full',
  message:
    'The data disk is nearly full: meter values and OCPP frames are no longer stored, to leave room for decisions and sessions.',
  nextStep: 'Free at least 1 GB on the data disk, or move the data directory to a larger one.',
  degrades: true,
}

function stateAt(freeBytes: number, before: State): State {
  const { lowBytes, fullBytes } = storageThresholds
  if (freeBytes < fullBytes * (before === 'full' ? margin : 1)) return 'full'
  return freeBytes < lowBytes * (before === 'ample' ? 1 : margin) ? 'low' : 'ample'
}
