/** Which chargers' frames somebody is looking at right now. */
export class FrameWatchers {
  readonly #counts = new Map<string, number>()

  has(chargerId: string): boolean {
    return this.#counts.has(chargerId)
  }

  /** Until the returned function is called; calling it again does nothing. */
  watch(chargerId: string): () => void {
    this.#counts.set(chargerId, (this.#counts.get(chargerId) ?? 0) + 1)
    let watching = true
    return () => {
      if (!watching) return
      watching = false
      const others = (this.#counts.get(chargerId) ?? 1) - 1
      if (others === 0) this.#counts.delete(chargerId)
      else this.#counts.set(chargerId, others)
    }
  }
}
