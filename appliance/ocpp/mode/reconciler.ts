import type { ChargerLink } from '../../domain/charger-link.ts'
import type { Cancel } from '../../domain/clock.ts'
import type { ModeControl, ProbeOutcome, ProbeStep } from '../../domain/mode-control.ts'
import { retryDelayMs } from '../../domain/retry-delay.ts'
import type { FlowContext } from '../../flows/context.ts'
import { attend, type Attended, type Occasion } from './attend.ts'
import { ListKeeper } from './list-keeper.ts'
import { probeCharger } from './probe.ts'
import { Turns } from './turns.ts'

export interface ReconcilerOptions {
  /** Draws from [0, 1): chargers must not all come at once. */
  readonly random?: () => number
  /** How many chargers are seen to at the same time. */
  readonly atOnce?: number
}

const readBackMs = 4 * 3_600_000
const listLookMs = 5000
/** Chargers that come back together after a power cut are not all asked at the same instant. */
const connectSpreadMs = 2000
/** A thousand chargers in about a quarter of a minute, while others want an answer at once. */
const defaultAtOnce = 250
const spacingMs = 12

/** What is known of the work on one charger that is there. */
interface Upkeep {
  readonly occasions: Set<Occasion>
  /** Ends what is under way when the connection ends. */
  readonly ended: AbortController
  cancel: Cancel
  /** It has just come and is left alone yet. */
  settling: boolean
  running: boolean
  failures: number
  /** It is to restart as soon as nothing charges there. */
  waitsForSession: boolean
  /** How long to wait if the attempt that is under way fails. */
  retryMs: number
}

/**
 * Sees to it that every charger is in the mode that is expected of it, and has the list that it should have. It
 * goes by what is stored and what chargers read back, so it may begin, end or be killed at any moment.
 */
export class ModeReconciler implements ModeControl {
  readonly #flow: FlowContext
  readonly #link: ChargerLink
  readonly #lists: ListKeeper
  readonly #turns: Turns
  readonly #random: () => number
  readonly #upkeeps = new Map<string, Upkeep>()
  #seenListVersion: number
  #sentListVersion: number
  #stopListWatch: Cancel = () => {}
  #stopped = false

  constructor(flow: FlowContext, link: ChargerLink, options: ReconcilerOptions = {}) {
    this.#flow = flow
    this.#link = link
    this.#lists = new ListKeeper(flow)
    this.#random = options.random ?? Math.random
    this.#turns = new Turns(flow.clock, { atOnce: options.atOnce ?? defaultAtOnce, spacingMs })
    this.#seenListVersion = flow.facts.listVersion
    this.#sentListVersion = this.#seenListVersion
  }

  start(): void {
    this.#watchList()
  }

  stop(): void {
    this.#stopped = true
    this.#stopListWatch()
    this.#turns.stop()
    for (const { cancel, ended } of this.#upkeeps.values()) {
      cancel()
      ended.abort()
    }
    this.#upkeeps.clear()
  }

  noticed(chargerIds: readonly string[]): void {
    for (const chargerId of chargerIds) this.#wake(chargerId, 'expected')
  }

  tryNow(chargerId: string): void {
    this.#wake(chargerId, 'operator')
  }

  /** It is there again, and may boot yet: it is left alone until it has settled. */
  connected(chargerId: string): void {
    this.#settle(chargerId, 'connect')
  }

  booted(chargerId: string): void {
    this.#settle(chargerId, 'boot')
  }

  disconnected(chargerId: string): void {
    const upkeep = this.#upkeeps.get(chargerId)
    upkeep?.cancel()
    upkeep?.ended.abort()
    this.#upkeeps.delete(chargerId)
  }

  /** Other rules may ask for other settings in the same mode. Null: of any charger. */
  policyChanged(chargerId: string | null): void {
    for (const id of chargerId === null ? this.#upkeeps.keys() : [chargerId]) this.#wake(id, 'policy')
  }

  /** A restart may have waited for it. */
  sessionEnded(chargerId: string): void {
    if (this.#upkeeps.get(chargerId)?.waitsForSession === true) this.#wake(chargerId, 'session')
  }

  async probe(chargerId: string, onStep: (step: ProbeStep) => void): Promise<ProbeOutcome> {
    if (!this.#flow.facts.charger(chargerId)) return { kind: 'unknown_charger' }
    if (this.#link.presence(chargerId) === null) return { kind: 'offline' }
    const upkeep = this.#upkeepOf(chargerId)
    if (upkeep.running) return { kind: 'busy' }
    upkeep.running = true
    try {
      const { signal } = upkeep.ended
      const probe = { flow: this.#flow, link: this.#link, lists: this.#lists, chargerId, signal, onStep }
      return await probeCharger(probe)
    } finally {
      upkeep.running = false
      // What was found may change what can be done there.
      this.#wake(chargerId, 'operator')
    }
  }

  #settle(chargerId: string, occasion: Occasion): void {
    if (this.#stopped || this.#link.presence(chargerId) === null) return
    const settleMs = this.#flow.facts.charger(chargerId)?.profile.timings.settleDelayMs ?? 0
    const upkeep = this.#upkeepOf(chargerId)
    // It is new here: whatever was wrong before is tried at once.
    upkeep.failures = 0
    upkeep.settling = true
    upkeep.occasions.add(occasion)
    this.#runAfter(chargerId, upkeep, settleMs + this.#random() * connectSpreadMs)
  }

  #upkeepOf(chargerId: string): Upkeep {
    let upkeep = this.#upkeeps.get(chargerId)
    if (!upkeep) {
      upkeep = {
        occasions: new Set(),
        ended: new AbortController(),
        cancel: () => {},
        settling: false,
        running: false,
        failures: 0,
        waitsForSession: false,
        retryMs: 0,
      }
      this.#upkeeps.set(chargerId, upkeep)
    }
    return upkeep
  }

  #wake(chargerId: string, occasion: Occasion): void {
    if (this.#stopped || this.#link.presence(chargerId) === null) return
    const upkeep = this.#upkeepOf(chargerId)
    upkeep.occasions.add(occasion)
    if (occasion !== 'list') upkeep.failures = 0
    // Whoever is at it, or will be once it has settled, sees to this too.
    if (upkeep.running || upkeep.settling) return
    upkeep.cancel()
    void this.#run(chargerId, upkeep)
  }

  #runAfter(chargerId: string, upkeep: Upkeep, delayMs: number, occasion?: Occasion): void {
    upkeep.cancel()
    upkeep.cancel = this.#flow.clock.after(delayMs, () => {
      upkeep.settling = false
      if (occasion) upkeep.occasions.add(occasion)
      if (!upkeep.running) void this.#run(chargerId, upkeep)
    })
  }

  async #run(chargerId: string, upkeep: Upkeep): Promise<void> {
    upkeep.running = true
    const attended = await this.#turns.take(() => this.#attend(chargerId, upkeep))
    upkeep.running = false
    if (this.#stopped || this.#upkeeps.get(chargerId) !== upkeep) return
    this.#follow(chargerId, upkeep, attended)
  }

  async #attend(chargerId: string, upkeep: Upkeep): Promise<Attended> {
    const occasions = new Set(upkeep.occasions)
    upkeep.occasions.clear()
    upkeep.waitsForSession = false
    const { log } = this.#flow
    const retryMs = retryDelayMs(upkeep.failures + 1, this.#random())
    upkeep.retryMs = retryMs
    try {
      return await attend({
        flow: this.#flow,
        link: this.#link,
        lists: this.#lists,
        chargerId,
        occasions,
        signal: upkeep.ended.signal,
        retryMs,
      })
    } catch (error) {
      if (!this.#stopped) log.error({ err: error, chargerId }, 'mode of a charger could not be seen to')
      return { kind: 'retry', what: 'mode' }
    }
  }

  #follow(chargerId: string, upkeep: Upkeep, attended: Attended): void {
    upkeep.failures = attended.kind === 'settled' ? 0 : upkeep.failures + 1
    if (upkeep.settling) return
    if (upkeep.occasions.size > 0) return void this.#run(chargerId, upkeep)
    switch (attended.kind) {
      case 'settled':
        return this.#runAfter(chargerId, upkeep, readBackMs * (0.75 + this.#random() / 2), 'periodic')
      case 'again':
        return this.#wake(chargerId, 'expected')
      case 'retry':
        return this.#runAfter(chargerId, upkeep, upkeep.retryMs, attended.what === 'list' ? 'list' : 'retry')
      case 'waiting':
        upkeep.waitsForSession = attended.waitsFor === 'session'
        return this.#runAfter(chargerId, upkeep, attended.delayMs, 'retry')
      case 'away':
      case 'nothing':
        return
    }
  }

  /** Lists are sent once nobody has changed who may charge for one look, and when time changes it. */
  #watchList(): void {
    if (this.#stopped) return
    this.#stopListWatch = this.#flow.clock.after(listLookMs, () => {
      const version = this.#flow.facts.listVersion
      const isEdited = version === this.#seenListVersion && version !== this.#sentListVersion
      if (this.#lists.dropLapsed() || isEdited) {
        if (isEdited) this.#sentListVersion = version
        for (const chargerId of this.#upkeeps.keys()) this.#wake(chargerId, 'list')
      }
      this.#seenListVersion = version
      this.#watchList()
    })
  }
}
