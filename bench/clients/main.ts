import { serve } from '../actions.ts'
import { identityOf } from '../fleet.ts'
import { AuthorizePace } from './authorize-pace.ts'
import { RawCharger, untilNobodyIsAsked } from './charger.ts'
import { ClosedLoop } from './closed-loop.ts'
import { boot, startOf, statusOf, type Action } from './messages.ts'
import { obey } from './obedient.ts'
import { runOpenLoop, type OpenLoopOptions } from './open-loop.ts'

let chargers: RawCharger[] = []
const transactionIds: number[] = []
let loop: ClosedLoop | null = null
let pace: AuthorizePace | null = null

/** How many handshakes are under way at once while chargers connect in order. */
const connectingAtOnce = 100

export interface ConnectOptions {
  readonly port: number
  /** Index of the first charger. */
  readonly first: number
  readonly count: number
  /** With it they have settings and a local list, and take so long for each answer. */
  readonly answerMs?: number
}

const actions = {
  /** Connects and boots. */
  async connect({ port, first, count, answerMs }: ConnectOptions): Promise<void> {
    for (let from = first; from < first + count; from += connectingAtOnce) {
      const some = Math.min(connectingAtOnce, first + count - from)
      const opening = Array.from({ length: some }, async (_, offset) => {
        const charger = await openOne(port, from + offset)
        if (answerMs !== undefined) obey(charger, answerMs)
        await mustBoot(charger)
        return charger
      })
      chargers.push(...(await Promise.all(opening)))
    }
  },

  settle: ({ quietMs }: { quietMs: number }) => untilNobodyIsAsked(quietMs),

  /** A session at each charger. */
  async startSessions(): Promise<void> {
    await Promise.all(
      chargers.map(async (charger) => {
        const { transactionId } = await charger.call('StartTransaction', startOf(charger.index))
        transactionIds[charger.index] = Number(transactionId)
      }),
    )
  },

  startLoop(action: Action): void {
    loop = new ClosedLoop(chargers, transactionIds, action)
    loop.start()
  },

  /** How many answers there are, and when that was. */
  progress: () => ({ answers: loop?.answers ?? 0, atMs: performance.now() }),

  /** Returns how many answers there were in all. */
  async stopLoop(): Promise<number> {
    await loop?.stop()
    return loop?.answers ?? 0
  },

  openLoop: (options: OpenLoopOptions) => runOpenLoop(chargers, transactionIds, options),

  /** At the chargers from `first` on. */
  startAuthorizing({ ratePerS, first }: { ratePerS: number; first: number }): void {
    pace = new AuthorizePace(chargers.slice(first), ratePerS)
  },

  stopAuthorizing: () => pace?.stop() ?? [],

  /** All at once; returns how long it took until the last one had been accepted and had told its status. */
  async storm({ port, first, count }: ConnectOptions): Promise<number> {
    const startMs = performance.now()
    chargers = await Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const charger = await openOne(port, first + index)
        await mustBoot(charger)
        await charger.call('StatusNotification', statusOf(0, 'Available'))
        await charger.call('StatusNotification', statusOf(1, 'Available'))
        return charger
      }),
    )
    return performance.now() - startMs
  },

  disconnect(): void {
    for (const charger of chargers) charger.close()
    chargers = []
  },
}

export type ClientActions = typeof actions

function openOne(port: number, index: number): Promise<RawCharger> {
  return RawCharger.connect(port, identityOf(index), index)
}

async function mustBoot(charger: RawCharger): Promise<void> {
  const { status } = await charger.call('BootNotification', boot)
  if (status !== 'Accepted') throw new Error(`${charger.identity} booted and was answered ${String(status)}`)
}

serve(actions)
