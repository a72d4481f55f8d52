import type { AccessMode } from './access-mode.ts'
import type { AccessClass } from './identifier.ts'
import { energyBetween, type SessionFlag, type SessionState } from './session.ts'
import type { StopReason } from './stop-reason.ts'
import { applyFact, emptyFold, summarise, type TransactionFold } from './transaction.ts'

/** A session as it is stored, replicated and shown. Instants are UTC text, energy is in Wh. */
export interface SessionRecord {
  /** In OCPP 1.6 also the transaction id that the charger was given. */
  readonly id: number
  readonly chargerId: string
  /** 0 while only an end is known, which does not say where. */
  readonly evseId: number
  readonly connectorId: number
  readonly protocol: string
  readonly transactionId: string
  readonly state: SessionState
  readonly startedAt: string
  /** The start's timestamp as the charger gave it, believed or not; in one spelling. */
  readonly reportedStart: string | null
  readonly endedAt: string | null
  readonly receivedAt: string
  readonly meterStartWh: number | null
  /** This and the energy are known once the session has ended. */
  readonly meterStopWh: number | null
  readonly energyWh: number | null
  readonly stopReason: StopReason | null
  readonly identifierKey: string | null
  readonly maskedIdentifier: string | null
  readonly accessClass: AccessClass | null
  readonly vehicle: string | null
  readonly accessMode: AccessMode
  readonly decisionId: number | null
  readonly flags: readonly SessionFlag[]
  readonly updatedAt: string
}

/** Flags that follow from what the charger told; the others were put by the gateway and stay. */
const derived: ReadonlySet<SessionFlag> = new Set([
  'offline',
  'start_missing',
  'clock_suspect',
  'sequence_gap',
  'energy_suspect',
  'place_suspect',
])
const assumed: ReadonlySet<SessionFlag> = new Set(['stop_missing', 'superseded'])

/**
 * The session as its charger tells it. One that the gateway had closed on its own account goes by the
 * charger's word again, unless another session has taken its place meanwhile.
 */
export function asTold(session: SessionRecord, fold: TransactionFold, now: string): SessionRecord {
  const told = summarise(fold)
  const ended = told.endedAt !== null
  const staysClosed = !ended && session.flags.includes('superseded')
  const kept = session.flags.filter((flag) => !derived.has(flag) && (staysClosed || !assumed.has(flag)))
  const flags = union(kept, told.flags)
  if (staysClosed) return { ...session, flags, updatedAt: now }
  return {
    ...session,
    state: told.state,
    startedAt: told.startedAt ?? session.startedAt,
    endedAt: told.endedAt,
    meterStartWh: told.meterStartWh,
    meterStopWh: ended ? told.meterStopWh : null,
    energyWh: ended ? told.energyWh : null,
    stopReason: told.stop?.reason ?? null,
    flags,
    updatedAt: now,
  }
}

/**
 * What was told of a session, as far as the session itself still says: the fold is dropped a while after its
 * end, and an end that was only assumed may yet be told.
 */
export function refold({ flags, state, startedAt, meterStartWh }: SessionRecord): TransactionFold {
  return applyFact(emptyFold, {
    kind: flags.includes('start_missing') ? 'updated' : 'started',
    seqNo: null,
    at: startedAt,
    offline: flags.includes('offline'),
    clockSuspect: flags.includes('clock_suspect'),
    doubts: flags.filter((flag) => flag === 'energy_suspect' || flag === 'place_suspect'),
    charging: state === 'charging',
    energyWh: meterStartWh,
    beginWh: null,
    stop: null,
  })
}

/** Whether its end was told, and not only assumed. */
export function isEndTold(session: SessionRecord): boolean {
  return session.state === 'ended' && !session.flags.includes('stop_missing')
}

/** What the gateway knows of a session whose end it was never told. */
export interface AssumedEnd {
  readonly at: string
  /** The last reading of its meter. */
  readonly meterWh: number | null
  /** Another session has begun on the same connector. */
  readonly superseded: boolean
}

/** Closes a session that the charger has forgotten. */
export function assumeEnded(session: SessionRecord, end: AssumedEnd, now: string): SessionRecord {
  return {
    ...session,
    state: 'ended',
    endedAt: end.at < session.startedAt ? session.startedAt : end.at,
    meterStopWh: end.meterWh,
    energyWh: energyBetween(session.meterStartWh, end.meterWh).energyWh,
    stopReason: 'unknown',
    flags: union(session.flags, end.superseded ? ['stop_missing', 'superseded'] : ['stop_missing']),
    updatedAt: now,
  }
}

/** What a change of a session is called in the ledger; null where nothing but its bookkeeping changed. */
export type SessionAction =
  | 'session.started'
  | 'session.charging'
  | 'session.ended'
  | 'session.amended'
  | 'session.presumed_ended'

export function changeOf(before: SessionRecord, after: SessionRecord): SessionAction | null {
  if (after.state === 'ended' && before.state !== 'ended') return 'session.ended'
  if (after.state === 'charging' && before.state === 'started') return 'session.charging'
  const { updatedAt } = before
  return JSON.stringify(before) === JSON.stringify({ ...after, updatedAt }) ? null : 'session.amended'
}

/** Flags in the order in which they were put, each once. */
export function union(flags: readonly SessionFlag[], more: readonly SessionFlag[]): readonly SessionFlag[] {
  return [...new Set([...flags, ...more])]
}
