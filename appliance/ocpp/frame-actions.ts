import type { RedactedFrame } from './redact.ts'

/** More than a charger has open at once; what is never answered makes room for what comes. */
const openCallsPerCharger = 32
const chargerLimit = 20_000

/** An answer does not say what it answers: its call, which came before, does. */
export class FrameActions {
  readonly #calls = new Map<string, Map<string, string>>()

  /** The action of a frame, its own or that of the call it answers; null where that is not known. */
  name(chargerId: string, direction: 'in' | 'out', frame: RedactedFrame): string | null {
    const { kind, action, messageId } = frame
    if (messageId === null || kind === 'send') return action
    if (kind === 'call' && action !== null) return this.#opened(chargerId, direction + messageId, action)
    // The answer to a call that came in goes out, and the other way round.
    return this.#answered(chargerId, (direction === 'in' ? 'out' : 'in') + messageId)
  }

  #opened(chargerId: string, id: string, action: string): string {
    let calls = this.#calls.get(chargerId)
    if (!calls) {
      if (this.#calls.size >= chargerLimit) this.#calls.clear()
      calls = new Map()
      this.#calls.set(chargerId, calls)
    }
    calls.set(id, action)
    if (calls.size > openCallsPerCharger) calls.delete(calls.keys().next().value!)
    return action
  }

  #answered(chargerId: string, id: string): string | null {
    const calls = this.#calls.get(chargerId)
    const action = calls?.get(id) ?? null
    calls?.delete(id)
    return action
  }
}
