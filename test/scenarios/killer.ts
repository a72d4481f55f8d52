import type { Served } from '../cli/gatehouse.ts'
import type { Whereabouts } from './persistent-charger.ts'

/** Kills the gateway after a random number of acknowledgements, while others are on their way. */
export class Killer {
  readonly #limit: number
  #left = chance()
  #kills = 0
  #gateway: Served | null = null

  constructor(kills: number) {
    this.#limit = kills
  }

  /** It has killed often enough, and there has been some work since. */
  get done(): boolean {
    return this.#kills === this.#limit && this.#left <= 0
  }

  get exhausted(): boolean {
    return this.#kills === this.#limit
  }

  aim(gateway: Served): void {
    this.#left = chance()
    this.#gateway = gateway
  }

  acknowledged(): void {
    this.#left--
    if (this.#left > 0 || this.exhausted || this.#gateway === null) return
    this.#gateway.process.kill('SIGKILL')
    this.#gateway = null
    this.#kills++
  }
}

function chance(): number {
  return 50 + Math.floor(Math.random() * 150)
}

/** Starts the gateway again whenever it dies; `end` is the one that nobody kills. */
export function keepAlive(
  start: () => Promise<Served>,
  first: Served,
  killer: Killer,
): { where: Whereabouts; end: Promise<Served> } {
  const end = Promise.withResolvers<Served>()
  const watch = (gateway: Served): Whereabouts => {
    const next = Promise.withResolvers<Whereabouts>()
    if (killer.exhausted) end.resolve(gateway)
    killer.aim(gateway)
    const replace = async () => {
      if ((await gateway.exited) === null) next.resolve(watch(await start()))
    }
    void replace()
    return { port: portOf(gateway), next: next.promise }
  }
  return { where: watch(first), end: end.promise }
}

function portOf({ greeting }: Served): number {
  const port = /Chargers connect to ws:\/\/[^:]+:(\d+)\//.exec(greeting.join('\n'))?.[1]
  if (port === undefined) throw new Error('the gateway does not say where chargers connect')
  return Number(port)
}
