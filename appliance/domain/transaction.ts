import { gapsIn, hasNumber, withNumber, type Sequence } from './sequence.ts'
import { energyBetween, type SessionFlag, type SessionState } from './session.ts'
import type { StopCause } from './stop-reason.ts'

/** Numbers that cannot be, by what they were for. */
export type Doubt = Extract<SessionFlag, 'energy_suspect' | 'place_suspect'>

/** What one message tells of a transaction, in any protocol version. Plain data: it is stored as it is. */
export interface TransactionFact {
  readonly kind: 'started' | 'updated' | 'ended'
  /** OCPP 2.x `seqNo`; `null` in 1.6, where kind and time give the order. */
  readonly seqNo: number | null
  /** UTC text, so that it sorts in the order of time. */
  readonly at: string
  readonly offline: boolean
  /** Whether the charger's time for it could not be believed. */
  readonly clockSuspect: boolean
  /** What it told and cannot be; absent: nothing. */
  readonly doubts?: readonly Doubt[]
  /** Whether energy was flowing. */
  readonly charging: boolean
  /** The energy register. */
  readonly energyWh: number | null
  /** The energy register at the begin of the transaction, which a later message may tell. */
  readonly beginWh: number | null
  /** Only of `ended`. */
  readonly stop: StopCause | null
}

/**
 * All that is known of a transaction. Each part is the least or greatest of what was seen, so the same facts
 * give the same fold in any order and however often each arrives. Plain data.
 */
export interface TransactionFold {
  readonly first: TransactionFact | null
  readonly started: TransactionFact | null
  readonly ended: TransactionFact | null
  readonly begin: TransactionFact | null
  readonly firstReading: TransactionFact | null
  readonly lastReading: TransactionFact | null
  readonly charging: boolean
  readonly offline: boolean
  readonly clockSuspect: boolean
  readonly doubts?: readonly Doubt[]
  readonly seen: Sequence
  /** `seqNo` of the event whose token the session stands on, as whoever judged it noted; `null`: none yet. */
  readonly standsOn: number | null
}

export const emptyFold: TransactionFold = {
  first: null,
  started: null,
  ended: null,
  begin: null,
  firstReading: null,
  lastReading: null,
  charging: false,
  offline: false,
  clockSuspect: false,
  seen: [],
  standsOn: null,
}

/** Adds one fact. */
export function applyFact(fold: TransactionFold, fact: TransactionFact): TransactionFold {
  const read = fact.energyWh !== null
  return {
    first: earlier(fold.first, fact),
    started: fact.kind === 'started' ? earlier(fold.started, fact) : fold.started,
    // A second end (sent again after a reboot) does not move the first.
    ended: fact.kind === 'ended' ? earlier(fold.ended, fact) : fold.ended,
    begin: fact.beginWh === null ? fold.begin : earlier(fold.begin, fact),
    firstReading: read ? earlier(fold.firstReading, fact) : fold.firstReading,
    lastReading: read ? later(fold.lastReading, fact) : fold.lastReading,
    charging: fold.charging || fact.charging,
    offline: fold.offline || fact.offline,
    clockSuspect: fold.clockSuspect || fact.clockSuspect,
    ...((fold.doubts ?? fact.doubts) && { doubts: union(fold.doubts ?? [], fact.doubts ?? []) }),
    seen: fact.seqNo === null ? fold.seen : withNumber(fold.seen, fact.seqNo),
    standsOn: fold.standsOn,
  }
}

export function foldTransaction(facts: Iterable<TransactionFact>): TransactionFold {
  let fold = emptyFold
  for (const fact of facts) fold = applyFact(fold, fact)
  return fold
}

/** Whether a numbered fact has been counted in already. */
export function isKnown(fold: TransactionFold, fact: TransactionFact): boolean {
  return fact.seqNo !== null && hasNumber(fold.seen, fact.seqNo)
}

export interface TransactionSummary {
  readonly state: SessionState
  /** UTC text; of the first fact known where the start is missing, `null` before any. */
  readonly startedAt: string | null
  /** Never before the start. */
  readonly endedAt: string | null
  readonly meterStartWh: number | null
  /** The latest reading while the transaction runs. */
  readonly meterStopWh: number | null
  readonly energyWh: number | null
  readonly stop: StopCause | null
  readonly flags: readonly SessionFlag[]
  /** Numbers of the messages that have not come, from the lowest to the highest that have. */
  readonly missing: Sequence
}

/** What a transaction amounts to, as far as it is known. */
export function summarise(fold: TransactionFold): TransactionSummary {
  const meterStartWh = startReading(fold)
  const meterStopWh = fold.ended?.energyWh ?? fold.lastReading?.energyWh ?? null
  const { energyWh, flag } = energyBetween(meterStartWh, meterStopWh)
  const missing = gapsIn(fold.seen)
  const startedAt = (fold.started ?? fold.first)?.at ?? null
  const toldEnd = fold.ended?.at ?? null
  // A clock that was set back meanwhile: the energy is right all the same, the duration is unknown.
  const endsEarly = startedAt !== null && toldEnd !== null && toldEnd < startedAt
  const flags: SessionFlag[] = []
  if (fold.offline) flags.push('offline')
  if (fold.started === null && fold.first !== null) flags.push('start_missing')
  if (missing.length > 0) flags.push('sequence_gap')
  if (fold.clockSuspect || endsEarly) flags.push('clock_suspect')
  for (const doubt of union(fold.doubts ?? [], flag === null ? [] : [flag])) flags.push(doubt)
  return {
    state: stateOf(fold, energyWh),
    startedAt,
    endedAt: endsEarly ? startedAt : toldEnd,
    meterStartWh,
    meterStopWh,
    energyWh: flags.includes('energy_suspect') ? null : energyWh,
    stop: fold.ended?.stop ?? null,
    flags,
    missing,
  }
}

/** The reading of an end says nothing of the start: with no other, no energy is stated. */
function startReading({ begin, firstReading }: TransactionFold): number | null {
  if (begin !== null) return begin.beginWh
  return firstReading === null || firstReading.kind === 'ended' ? null : firstReading.energyWh
}

function stateOf(fold: TransactionFold, energyWh: number | null): SessionState {
  if (fold.ended !== null) return 'ended'
  return fold.charging || (energyWh ?? 0) > 0 ? 'charging' : 'started'
}

/** Each once, in an order that does not tell which came first. */
function union(some: readonly Doubt[], more: readonly Doubt[]): Doubt[] {
  return [...new Set([...some, ...more])].toSorted()
}

function earlier(one: TransactionFact | null, other: TransactionFact): TransactionFact {
  return one === null || compare(other, one) < 0 ? other : one
}

function later(one: TransactionFact | null, other: TransactionFact): TransactionFact {
  return one === null || compare(other, one) > 0 ? other : one
}

const rank = { started: 0, updated: 1, ended: 2 } as const

/** The order in which things happened. What is left after time is settled by content, never by arrival. */
function compare(one: TransactionFact, other: TransactionFact): number {
  return (
    (one.seqNo ?? 0) - (other.seqNo ?? 0) ||
    rank[one.kind] - rank[other.kind] ||
    compareText(one.at, other.at) ||
    (one.energyWh ?? -1) - (other.energyWh ?? -1) ||
    (one.beginWh ?? -1) - (other.beginWh ?? -1) ||
    compareText(one.stop?.wire ?? '', other.stop?.wire ?? '') ||
    Number(one.offline) - Number(other.offline) ||
    Number(one.clockSuspect) - Number(other.clockSuspect) ||
    Number(one.charging) - Number(other.charging)
  )
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
