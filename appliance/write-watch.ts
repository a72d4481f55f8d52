import type { Conditions } from './conditions.ts'
import type { Cancel, Clock } from './domain/clock.ts'
import type { Condition } from './domain/condition.ts'
import type { WriteFailedError, WriteFailureKind } from './domain/write-failed.ts'
import type { Log } from './log.ts'

const tellEveryMs = 60_000

const failing: Readonly<Record<WriteFailureKind, Pick<Condition, 'message' | 'nextStep'>>> = {
  full: {
    message: 'The data disk is full: nothing is stored, and whoever presents a card gets no answer.',
    nextStep: 'Free at least 1 GB on the data disk, or move the data directory to a larger one.',
  },
  damaged: {
    message:
      'The database is damaged: not everything is stored, and whoever presents a card may get no answer.',
    nextStep: 'Stop the gateway, restore the last backup, and replace the disk if it happens again.',
  },
  unwritable: {
    message:
      'The data disk cannot be written: nothing is stored, and whoever presents a card gets no answer.',
    nextStep: 'Check that the disk is there and writable, and look for its errors in the system log.',
  },
}

/**
 * Tells people while writes fail. Each charger keeps asking, so the log has the first failure of a run in full and
 * then how many there were in each minute.
 */
export class WriteWatch {
  readonly #clock: Clock
  readonly #log: Log
  readonly #conditions: Pick<Conditions, 'raise' | 'clear'>
  readonly #onFull: () => void
  #failures = 0
  #isFailing = false
  #isDamaged = false
  #cancel: Cancel | null = null

  /** `onFull` is to make room. */
  constructor(
    ports: {
      readonly clock: Clock
      readonly log: Log
      readonly conditions: Pick<Conditions, 'raise' | 'clear'>
    },
    onFull: () => void,
  ) {
    this.#clock = ports.clock
    this.#log = ports.log
    this.#conditions = ports.conditions
    this.#onFull = onFull
  }

  /** Takes in how a commit ended; null: well. */
  readonly committed = (failure: WriteFailedError | null): void => {
    if (failure !== null) this.#failed(failure)
    else if (this.#isFailing) this.#over()
  }

  stop(): void {
    this.#cancel?.()
  }

  #failed(failure: WriteFailedError): void {
    this.#failures++
    this.#isFailing = true
    // Small writes may still find room between large ones that fail: that is one run.
    if (this.#cancel === null) this.#log.error({ err: failure }, 'writes fail')
    // Damaged pages do not heal because others can still be written.
    this.#isDamaged ||= failure.kind === 'damaged'
    const { message, nextStep } = failing[this.#isDamaged ? 'damaged' : failure.kind]
    this.#conditions.raise({ code: 'writes_failing', message, nextStep, degrades: true })
    this.#cancel ??= this.#clock.after(tellEveryMs, () => this.#tell())
    if (failure.kind === 'full') this.#onFull()
  }

  #over(): void {
    if (this.#isDamaged) return
    this.#isFailing = false
    this.#conditions.clear('writes_failing')
  }

  #tell(): void {
    this.#cancel = null
    const failures = this.#failures
    if (failures === 0) return this.#log.info({}, 'writes have not failed for a minute')
    this.#log.error({ failures }, 'writes failed in the last minute')
    this.#failures = 0
    this.#cancel = this.#clock.after(tellEveryMs, () => this.#tell())
  }
}
