import { AttemptBuckets } from '../domain/attempt-buckets.ts'
import type { Cancel } from '../domain/clock.ts'
import type { FlowContext } from '../flows/context.ts'
import { recordSignInFailures } from '../flows/record-sign-in-failures.ts'
import type { AdmissionRequest } from './rpc/rpc-owner.ts'

type Attempt = Pick<AdmissionRequest, 'identity' | 'remoteAddress'>

const storeEveryMs = 10_000

/**
 * Bounds how often charger passwords can be guessed. What counts is the pair of identity and address, so that
 * somebody who hammers an identity locks nobody out but themselves; and the address, which may try many identities.
 * Only wrong passwords count: chargers behind one address come back together after an outage.
 */
export class WrongPasswords {
  readonly #context: FlowContext
  readonly #pairs = new AttemptBuckets({ burst: 10, regrowMs: 10_000, keys: 10_000 })
  readonly #addresses = new AttemptBuckets({ burst: 100, regrowMs: 1_000, keys: 1_000 })
  readonly #unstored = new Map<string, number>()
  #cancelTimer: Cancel | null = null
  #stopped = false

  constructor(context: FlowContext) {
    this.#context = context
  }

  /** Seconds until a password may be tried; 0: now. */
  retryAfterS({ identity, remoteAddress }: Attempt): number {
    const nowMs = this.#context.clock.monotonicMs()
    const ofPair = this.#pairs.waitMs(pairOf(identity, remoteAddress), nowMs)
    const ofAddress = this.#addresses.waitMs(remoteAddress, nowMs)
    return Math.ceil(Math.max(ofPair, ofAddress) / 1_000)
  }

  /** A password was wrong. The first is stored at once, those that follow every ten seconds. */
  count({ identity, remoteAddress }: Attempt): void {
    const nowMs = this.#context.clock.monotonicMs()
    this.#pairs.take(pairOf(identity, remoteAddress), nowMs)
    this.#addresses.take(remoteAddress, nowMs)
    this.#unstored.set(identity, (this.#unstored.get(identity) ?? 0) + 1)
    if (this.#cancelTimer === null) void this.#store()
  }

  /** Resolves when all are stored. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#store()
    this.#cancelTimer?.()
  }

  /** What cannot be stored is tried again with the next. */
  async #store(): Promise<void> {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    if (this.#unstored.size === 0) return
    if (!this.#stopped) {
      this.#cancelTimer = this.#context.clock.after(storeEveryMs, () => void this.#store())
    }
    const failures = [...this.#unstored]
    this.#unstored.clear()
    try {
      await recordSignInFailures(this.#context, failures)
    } catch (error) {
      this.#context.log.warn({ err: error }, 'wrong passwords could not be stored yet')
      for (const [identity, count] of failures) {
        this.#unstored.set(identity, (this.#unstored.get(identity) ?? 0) + count)
      }
    }
  }
}

/** Neither can hold a blank. */
function pairOf(identity: string, remoteAddress: string): string {
  return `${identity} ${remoteAddress}`
}
