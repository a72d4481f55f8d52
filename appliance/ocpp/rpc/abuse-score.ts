/** Bursts of this many malformed frames are borne; after that, no more than one a second for long. */
const bearableFrames = 60

/** Tells a charger with a bug from a flood: a counter that leaks one frame a second. */
export class AbuseScore {
  #score = 0
  #atMs: number

  constructor(nowMs: number) {
    this.#atMs = nowMs
  }

  /** One more malformed frame. True when it is enough. */
  add(nowMs: number): boolean {
    this.#score = Math.max(0, this.#score - (nowMs - this.#atMs) / 1000) + 1
    this.#atMs = nowMs
    return this.#score > bearableFrames
  }
}
