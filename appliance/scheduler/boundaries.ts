import { setImmediate } from 'node:timers/promises'
import type { ChargerLink } from '../domain/charger-link.ts'
import type { Cancel } from '../domain/clock.ts'
import { remoteStopCommand } from '../domain/remote-stop-command.ts'
import type { SessionRecord } from '../domain/session-record.ts'
import { applyBoundaryRules, type BoundaryStop } from '../flows/apply-boundary-rules.ts'
import { applySchedule } from '../flows/apply-schedule.ts'
import { gatewayOrigin, type FlowContext } from '../flows/context.ts'
import { sendCommand } from '../flows/send-command.ts'
import { approvedChargerIds } from '../store/charger-list.ts'

export interface BoundariesOptions {
  readonly link: ChargerLink
  /** Told of chargers of which another mode is expected, once that is durable. */
  readonly noticed: (chargerIds: readonly string[]) => void
}

/** The wall clock may jump, and a charger may turn out to be able to do more or less than was thought. */
const longestSleepMs = 60_000
/** A session that was told to stop and runs on is told again. */
const askAgainMs = 60_000
const afterFailureMs = 5_000
/** About two milliseconds of reading. */
const chargersAtOnce = 32

/** Sleeps from boundary to boundary and applies the schedule at each, from `start` to `stop`. */
export class Boundaries {
  readonly #context: FlowContext
  readonly #options: BoundariesOptions
  readonly #askedMs = new Map<number, number>()
  readonly #stopping = new Set<Promise<void>>()
  #cancel: Cancel | null = null
  #running: Promise<void> | null = null
  #again = false
  #stopped = false

  constructor(context: FlowContext, options: BoundariesOptions) {
    this.#context = context
    this.#options = options
  }

  /** Whatever has passed meanwhile is made up for right away. */
  async start(): Promise<void> {
    await this.wake()
  }

  /** Something has changed: what is expected is looked at now. Resolves when that has been done. */
  wake(): Promise<void> {
    if (this.#stopped) return Promise.resolve()
    this.#again = true
    this.#running ??= this.#run().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  /** Resolves when what is under way has ended, stopping sessions included. */
  async settled(): Promise<void> {
    while (this.#running || this.#stopping.size > 0) {
      await Promise.all([this.#running, ...this.#stopping])
    }
  }

  /** Does not wait for chargers: their answers, or that they are gone, are taken in when they come. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancel?.()
    await this.#running
  }

  /** Never rejects: what failed is tried again. */
  async #run(): Promise<void> {
    let sleepMs = longestSleepMs
    while (this.#again && !this.#stopped) {
      this.#again = false
      try {
        sleepMs = await this.#apply()
      } catch (error) {
        this.#context.log.error({ err: error }, 'the schedule could not be applied and is tried again')
        sleepMs = afterFailureMs
      }
    }
    this.#cancel?.()
    if (!this.#stopped) this.#cancel = this.#context.clock.after(sleepMs, () => void this.wake())
  }

  /** Returns how long nothing is to be done, in ms. */
  async #apply(): Promise<number> {
    const { clock, scheduleTime } = this.#context
    await this.#readFacts()
    const scheduleNow = scheduleTime(clock.now())
    const { changed, nextAt } = await applySchedule(this.#context, this.#options.link, scheduleNow)
    if (changed.length > 0) this.#options.noticed(changed)
    const stops = await applyBoundaryRules(this.#context, clock.now())
    const now = clock.now()
    const due = stops.filter(({ stopAt }) => Temporal.Instant.compare(stopAt, now) <= 0)
    this.#stopSessions(due)
    const later = stops.filter((stop) => !due.includes(stop)).map(({ stopAt }) => stopAt)
    const sleeps = [...later, ...(nextAt ? [nextAt] : [])].map(
      (at) => at.epochMilliseconds - now.epochMilliseconds,
    )
    return Math.max(0, Math.min(longestSleepMs, ...sleeps))
  }

  /** After an edit all facts are read anew: a few chargers at a time, so that nobody's answer waits for it. */
  async #readFacts(): Promise<void> {
    const { store, facts } = this.#context
    for (const [index, id] of approvedChargerIds(store).entries()) {
      facts.charger(id)
      if (index % chargersAtOnce === chargersAtOnce - 1) await setImmediate()
    }
  }

  /** Each one at most once a minute, while its charger is there. */
  #stopSessions(due: readonly BoundaryStop[]): void {
    const nowMs = this.#context.clock.monotonicMs()
    const open = new Set(due.map(({ session }) => session.id))
    for (const id of this.#askedMs.keys()) if (!open.has(id)) this.#askedMs.delete(id)
    for (const { session } of due) {
      const { id, chargerId } = session
      const askedMs = this.#askedMs.get(id) ?? Number.NEGATIVE_INFINITY
      if (nowMs - askedMs < askAgainMs || this.#options.link.presence(chargerId) === null) continue
      this.#askedMs.set(id, nowMs)
      const stopping = this.#stopSession(session).finally(() => this.#stopping.delete(stopping))
      this.#stopping.add(stopping)
    }
  }

  async #stopSession(session: SessionRecord): Promise<void> {
    const { chargerId, id: sessionId } = session
    const command = { chargerId, ...remoteStopCommand(session) }
    try {
      await sendCommand(this.#context, this.#options.link, gatewayOrigin, command)
    } catch (error) {
      this.#context.log.error({ err: error, sessionId }, 'a session could not be stopped')
    }
  }
}
