import { callFrame, type RawCharger } from './charger.ts'
import { payloadOf, type Action } from './messages.ts'

const framesPerCharger = 4

/** Each charger sends its next message as soon as the one before has been answered. */
export class ClosedLoop {
  answers = 0
  readonly #frames: Buffer[][]
  readonly #chargers: readonly RawCharger[]
  #inFlight = 0
  #stopped: (() => void) | null = null

  constructor(chargers: readonly RawCharger[], transactionIds: readonly number[], action: Action) {
    this.#chargers = chargers
    this.#frames = chargers.map(({ index }) => {
      const payload = payloadOf(action, index, transactionIds[index] ?? 0)
      return Array.from({ length: framesPerCharger }, (_, turn) =>
        callFrame(`${index}-${turn}`, action, payload),
      )
    })
  }

  start(): void {
    for (const [position, charger] of this.#chargers.entries()) this.#run(charger, this.#frames[position]!)
  }

  /** Resolves when the last answers are there. */
  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#stopped = resolve
    })
  }

  #run(charger: RawCharger, frames: readonly Buffer[]): void {
    let turn = 0
    charger.onAnswer = (answer) => {
      this.answers++
      if (turn === 1) mustBeAccepted(answer)
      if (this.#stopped === null) charger.send(frames[turn++ % framesPerCharger]!)
      else if (--this.#inFlight === 0) this.#stopped()
    }
    this.#inFlight++
    charger.send(frames[turn++]!)
  }
}

function mustBeAccepted(answer: Buffer): void {
  const text = answer.toString()
  if (text.includes('"status":') && !text.includes('"Accepted"')) throw new Error(`refused: ${text}`)
}
