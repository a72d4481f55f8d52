import type { ChargerLink } from '../domain/charger-link.ts'
import type { Cancel } from '../domain/clock.ts'
import { remoteStopCommand } from '../domain/remote-stop-command.ts'
import { gatewayOrigin, type FlowContext } from '../flows/context.ts'
import { sendCommand } from '../flows/send-command.ts'
import { findSession, listOpen } from '../store/sessions.ts'

const retryMs = 60_000

/**
 * Sees to it that a session which was denied does not go on: a charger stops it by itself within its
 * profile's time, or it is stopped from here, again and again while it runs and the charger is there.
 */
export class DeniedSessions {
  readonly #flow: FlowContext
  readonly #link: ChargerLink
  readonly #timers = new Map<number, Cancel>()

  constructor(flow: FlowContext, link: ChargerLink) {
    this.#flow = flow
    this.#link = link
  }

  watch(chargerId: string, sessionId: number): void {
    if (this.#timers.has(sessionId)) return
    const profile = this.#flow.facts.charger(chargerId)?.profile
    this.#wait(sessionId, (profile?.timings.deniedStopAfterS ?? 0) * 1000)
  }

  /** A charger is back: whatever was denied before may still be running. */
  watchAllOf(chargerId: string): void {
    for (const session of listOpen(this.#flow.store, chargerId)) {
      if (session.flags.includes('denied')) this.watch(chargerId, session.id)
    }
  }

  stop(): void {
    for (const cancel of this.#timers.values()) cancel()
    this.#timers.clear()
  }

  #wait(sessionId: number, delayMs: number): void {
    this.#timers.set(
      sessionId,
      this.#flow.clock.after(delayMs, () => {
        this.#timers.delete(sessionId)
        this.#stopSession(sessionId).catch((error: unknown) =>
          this.#flow.log.error({ err: error, sessionId }, 'a denied session could not be stopped'),
        )
      }),
    )
  }

  async #stopSession(sessionId: number): Promise<void> {
    const session = findSession(this.#flow.store, sessionId)
    if (!session || session.state === 'ended' || !session.flags.includes('denied')) return
    if (this.#link.presence(session.chargerId) === null) return
    const { chargerId } = session
    await sendCommand(this.#flow, this.#link, gatewayOrigin, { chargerId, ...remoteStopCommand(session) })
    this.#wait(sessionId, retryMs)
  }
}
