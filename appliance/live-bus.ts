import type { LiveEvent } from './domain/live-event.ts'
import type { Log } from './log.ts'

type Listener = (event: LiveEvent) => void

/** Carries live events from the flows that publish them to whoever watches: the live feed, the broker. */
export class LiveBus {
  readonly #listeners = new Set<Listener>()
  readonly #log: Pick<Log, 'error'>

  constructor(log: Pick<Log, 'error'>) {
    this.#log = log
  }

  /** A listener's mistake is its own: what it was told of has happened, and the others hear of it too. */
  readonly publish = (event: LiveEvent): void => {
    for (const listener of this.#listeners) {
      try {
        listener(event)
      } catch (error) {
        this.#log.error({ err: error, topic: event.topic }, 'a live event was not taken in')
      }
    }
  }

  /** Until the returned function is called. Listeners neither throw nor wait. */
  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
