import type { Reading, StopReason, Transaction } from './dialect.ts'
import type { Connector, SimulatedCharger } from './simulated-charger.ts'

export interface Sampling {
  readonly powerW: number
  readonly everyMs: number
  /** How many samples; `Infinity`: until the session ends. */
  readonly times: number
}

/** Presents an identifier and keeps the verdict for the start that follows. */
export async function authorise(charger: SimulatedCharger, connector: Connector, tag: string) {
  const accepted = await isAccepted(charger, tag)
  charger.tally.counts[accepted ? 'authorised' : 'refused']++
  connector.permit = { tag, accepted }
}

async function isAccepted(charger: SimulatedCharger, tag: string): Promise<boolean> {
  if (charger.has('never_authorises') || charger.isOpen) return true
  if (!charger.line.online) return acceptsOffline(charger, tag)
  const answer = await charger.send(charger.dialect.authorise(tag))
  const accepted = answer.ok && charger.dialect.verdict(answer.payload) === 'Accepted'
  if (accepted && charger.configuration.isOn(charger.dialect.names.cacheEnabled))
    charger.cache.add(tag.toLowerCase())
  return accepted
}

/** The list comes before the cache, and both before what is said of strangers (1.6: 3.5, 2.x: C13). */
function acceptsOffline(
  { configuration, dialect, localList, cache }: SimulatedCharger,
  tag: string,
): boolean {
  const { names } = dialect
  const listed = configuration.isOn(names.listEnabled) ? localList.statusOf(tag) : undefined
  if (listed !== undefined) return configuration.isOn(names.listWhenOffline) && listed === 'Accepted'
  const isCached = configuration.isOn(names.cacheEnabled) && cache.has(tag.toLowerCase())
  if (isCached && configuration.isOn(names.listWhenOffline)) return true
  return configuration.isOn(names.unknownWhenOffline)
}

/** A cable is put in; where anyone may charge, that is all it takes. */
export async function plugIn(charger: SimulatedCharger, connector: Connector): Promise<void> {
  await charger.setStatus(connector, 'preparing')
  if (!charger.isOpen) return
  const tag = charger.freevendTag
  connector.permit = tag === null ? null : { tag, accepted: true }
  await start(charger, connector)
}

/**
 * Begins a session under the identifier that was presented, or under none. Nothing begins after a refusal, or
 * while one is open.
 */
export async function start(
  charger: SimulatedCharger,
  connector: Connector,
  remoteStartId: number | null = null,
): Promise<void> {
  const { permit } = connector
  if (connector.transaction !== null || connector.status === 'faulted') return
  if (permit !== null && !permit.accepted && !charger.has('ignores_refusal')) return
  const transaction: Transaction = {
    connector: connector.id,
    tag: permit?.tag ?? null,
    id: charger.dialect.wholeCharger === null ? charger.random.uuid() : null,
    nextSeqNo: 0,
    remoteStartId,
    meterStartWh: connector.meterWh,
    ended: false,
  }
  connector.transaction = transaction
  charger.tally.counts.sessionsStarted++
  await charger.setStatus(connector, 'charging')
  const make = charger.dialect.started(transaction, readingOf(charger, connector))
  const onAnswer = (payload: Record<string, unknown>) => judged(charger, connector, transaction, payload)
  if (charger.has('duplicate_start')) void charger.queue.add({ make, onAnswer })
  await charger.queue.add({ make, onAnswer })
}

/** The answer to a start: the id of the transaction, and perhaps that it must not go on. */
function judged(
  charger: SimulatedCharger,
  connector: Connector,
  transaction: Transaction,
  payload: Record<string, unknown>,
): void {
  transaction.id ??= charger.dialect.givenId(payload)
  const verdict = charger.dialect.verdict(payload)
  if (verdict === null || verdict === 'Accepted' || charger.has('ignores_refusal')) return
  charger.tally.counts.refused++
  if (!charger.configuration.isOn(charger.dialect.names.stopWhenRefused)) return
  if (connector.transaction === transaction) void stop(charger, connector, 'refused')
}

/** Charges and reports what the meter shows, until done or until the session has ended. */
export async function meter(charger: SimulatedCharger, connector: Connector, sampling: Sampling) {
  const { transaction } = connector
  connector.powerW = sampling.powerW
  for (let sample = 0; sample < sampling.times; sample++) {
    await charger.wait(sampling.everyMs)
    if (transaction === null || transaction.ended) return
    connector.meterWh += (sampling.powerW * sampling.everyMs) / 3_600_000
    const make = charger.dialect.sampled(transaction, readingOf(charger, connector))
    await charger.queue.add({ make, onAnswer: () => {} })
  }
}

/** Ends the open session; nothing happens where there is none. `word`: the reason in the protocol's own word. */
export async function stop(
  charger: SimulatedCharger,
  connector: Connector,
  reason: StopReason,
  word?: string,
): Promise<void> {
  const { transaction } = connector
  if (transaction === null) return
  connector.transaction = null
  connector.powerW = 0
  transaction.ended = true
  charger.tally.counts.sessionsEnded++
  const named = charger.has('wrong_transaction_id') ? { ...transaction, id: 0 } : transaction
  const make = charger.dialect.ended(named, readingOf(charger, connector), reason, word)
  if (charger.has('stops_twice')) void charger.queue.add({ make, onAnswer: () => {} })
  await charger.queue.add({ make, onAnswer: () => {} })
  await charger.setStatus(connector, 'finishing')
}

export async function unplug(charger: SimulatedCharger, connector: Connector): Promise<void> {
  await stop(charger, connector, 'unplugged')
  connector.permit = null
  await charger.setStatus(connector, 'available')
}

function readingOf(charger: SimulatedCharger, { meterWh, powerW }: Connector): Reading {
  return { at: charger.now(), energyWh: meterWh, powerW }
}
