import type { LiveEvent } from './domain/live-event.ts'

type Listener = (event: LiveEvent) => void

/** Carries live events from the flows that publish them to whoever watches: the live feed, the broker. */
export class LiveBus {
  readonly #listeners = new Set<Listener>()

  readonly publish = (event: LiveEvent): void => {
    for (const listener of this.#listeners) listener(event)
  }

  /** Until the returned function is called. Listeners neither throw nor wait. */
  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
