import type { Condition } from '../domain/condition.ts'
import type { FlowContext } from '../flows/context.ts'
import { recordRefusedReadings } from '../flows/record-refused-readings.ts'

/** Where people are told what is wrong. */
export interface ConditionBoard {
  raise(condition: Omit<Condition, 'since'>): void
  clear(code: string): void
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
  readonly #freeBytes: () => number
  #state: State = 'ample'

  /** `freeBytes` asks the file system how much unprivileged processes may still write. */
  constructor(
    context: Pick<FlowContext, 'commits' | 'telemetry' | 'log'>,
    conditions: ConditionBoard,
    freeBytes: () => number,
  ) {
    this.#context = context
    this.#conditions = conditions
    this.#freeBytes = freeBytes
  }

  /** Looks, and acts on what has changed. */
  async check(): Promise<void> {
    const { telemetry, log } = this.#context
    const freeBytes = this.#freeBytes()
    const state = stateAt(freeBytes, this.#state)
    if (state !== this.#state) {
      log.warn({ freeBytes, state }, 'room on the data disk has changed')
      this.#state = state
      telemetry.set(state !== 'full')
      this.#tell(state)
    }
    if (telemetry.open) await recordRefusedReadings(this.#context)
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
    'The data disk is nearly full: meter values and OCPP frames are no longer stored. Charging goes on.',
  nextStep: 'Free at least 1 GB on the data disk, or move the data directory to a larger one.',
  degrades: true,
}

function stateAt(freeBytes: number, before: State): State {
  const { lowBytes, fullBytes } = storageThresholds
  if (freeBytes < fullBytes * (before === 'full' ? margin : 1)) return 'full'
  return freeBytes < lowBytes * (before === 'ample' ? 1 : margin) ? 'low' : 'ample'
}
