import type { Transaction } from './dialect.ts'
import type { Connector, SimulatedCharger } from './simulated-charger.ts'

export interface History {
  readonly tag: () => string
  readonly sessions: number
  readonly days: number
}

const powerW = [3700, 11_000]
const sessionShare = [0.2, 0.7]
const samples = 8

/**
 * Sends sessions of the past, as after an outage: each with the charger's own times, evenly spread over the
 * days before now and never overlapping.
 */
export async function chargedBefore(
  charger: SimulatedCharger,
  connector: Connector,
  { tag, sessions, days }: History,
): Promise<void> {
  const slotMs = (days * 86_400_000) / Math.max(1, sessions)
  const beginning = charger.now().subtract({ milliseconds: Math.round(slotMs * sessions) })
  for (let slot = 0; slot < sessions && charger.running; slot++) {
    const durationMs = Math.min(slotMs * charger.random.amount(sessionShare), 6 * 3_600_000)
    const offsetMs = slotMs * slot + (slotMs - durationMs) * charger.random.next()
    const startedAt = beginning.add({ milliseconds: Math.round(offsetMs) })
    await chargedOnce(charger, connector, tag(), startedAt, durationMs)
  }
}

async function chargedOnce(
  charger: SimulatedCharger,
  connector: Connector,
  tag: string,
  startedAt: Temporal.Instant,
  durationMs: number,
): Promise<void> {
  const { dialect, random, queue, tally } = charger
  const transaction: Transaction = {
    connector: connector.id,
    tag,
    id: dialect.wholeCharger === null ? random.uuid() : null,
    nextSeqNo: 0,
    remoteStartId: null,
    meterStartWh: connector.meterWh,
    ended: true,
  }
  const power = random.amount(powerW)
  const readingAt = (share: number) => ({
    at: startedAt.add({ milliseconds: Math.round(durationMs * share) }),
    energyWh: transaction.meterStartWh + (power * durationMs * share) / 3_600_000,
    powerW: share > 0 && share < 1 ? power : 0,
  })
  const started = dialect.started(transaction, readingAt(0))
  const between = Array.from({ length: samples }, (_, sample) =>
    dialect.sampled(transaction, readingAt((sample + 1) / (samples + 1))),
  )
  const ended = dialect.ended(transaction, readingAt(1), 'local')
  const onAnswer = (payload: Record<string, unknown>) => {
    transaction.id ??= dialect.givenId(payload)
  }
  for (const make of [started, ...between, ended]) await queue.add({ make: () => make(true), onAnswer })
  connector.meterWh = readingAt(1).energyWh
  tally.counts.sessionsStarted++
  tally.counts.sessionsEnded++
}
