import { sql as raw, type Insertable, type Selectable } from 'kysely'
import type { SessionRecord } from '../domain/session-record.ts'
import type { SessionFlag } from '../domain/session.ts'
import { prepare } from './prepare.ts'
import type { SessionTable } from './schema/session.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

type Row = Selectable<SessionTable>

/** The row's own form of a session: flags as JSON. */
function toRow(session: SessionRecord): Row {
  return { ...session, flags: JSON.stringify(session.flags) }
}

/** A session as the rest of the gateway knows it. */
export function fromRow(row: Row): SessionRecord {
  return { ...row, flags: JSON.parse(row.flags) as SessionFlag[] }
}

function columns(p: Row): Omit<Insertable<SessionTable>, 'id'> {
  return {
    chargerId: p.chargerId,
    evseId: p.evseId,
    connectorId: p.connectorId,
    protocol: p.protocol,
    transactionId: p.transactionId,
    state: p.state,
    startedAt: p.startedAt,
    reportedStart: p.reportedStart,
    endedAt: p.endedAt,
    receivedAt: p.receivedAt,
    meterStartWh: p.meterStartWh,
    meterStopWh: p.meterStopWh,
    energyWh: p.energyWh,
    stopReason: p.stopReason,
    identifierKey: p.identifierKey,
    maskedIdentifier: p.maskedIdentifier,
    accessClass: p.accessClass,
    vehicle: p.vehicle,
    accessMode: p.accessMode,
    decisionId: p.decisionId,
    flags: p.flags,
    updatedAt: p.updatedAt,
  }
}

const insert = prepare<Row>((p) => sql.insertInto('session').values({ id: p.id, ...columns(p) }))
const update = prepare<Row>((p) => sql.updateTable('session').set(columns(p)).where('id', '=', p.id))

export function insertSession(tx: Tx, session: SessionRecord): void {
  tx.execute(insert, toRow(session))
}

export function updateSession(tx: Tx, session: SessionRecord): void {
  tx.execute(update, toRow(session))
}

const counter = prepare<object, { seq: number }>(() =>
  sql.selectFrom('sqlite_sequence').select('seq').where('name', '=', 'session'),
)

const firstEpoch = Temporal.Instant.from('2020-01-01T00:00:00Z').epochMilliseconds
/** A clock that is decades ahead must not use the numbers up. */
const latestFirstId = 2 ** 30

/**
 * The number of the next session, which in OCPP 1.6 is its transaction id: never used before and below
 * 2^31. A new database begins at the seconds since 2020, so that a box that was replaced does not hand
 * out ids that its chargers still hold from the old one.
 */
export function nextSessionId(reader: Reader, now: Temporal.Instant): number {
  const last = reader.find(counter, {})?.seq
  if (last !== undefined) return last + 1
  const seconds = Math.floor((now.epochMilliseconds - firstEpoch) / 1000)
  return Math.min(Math.max(1, seconds), latestFirstId)
}

export function findSession(reader: Reader, id: number): SessionRecord | null {
  return one(reader.get(sql.selectFrom('session').selectAll().where('id', '=', id)))
}

const byTransaction = prepare<{ chargerId: string; transactionId: string }, Row>((p) =>
  sql
    .selectFrom('session')
    .selectAll()
    .where('chargerId', '=', p.chargerId)
    .where('transactionId', '=', p.transactionId)
    .orderBy('id', 'desc')
    .limit(1),
)

/** By the id that the charger knows it under. */
export function findByTransaction(
  reader: Reader,
  chargerId: string,
  transactionId: string,
): SessionRecord | null {
  return one(reader.find(byTransaction, { chargerId, transactionId }))
}

/** Written out, for SQLite plans a query anew at each call where a partial index depends on a parameter. */
const isOpen = raw<boolean>`state <> 'ended'`

const open = prepare<{ chargerId: string; evseId: number }, Row>((p) =>
  sql
    .selectFrom('session')
    .selectAll()
    .where('chargerId', '=', p.chargerId)
    .where('evseId', '=', p.evseId)
    .where(isOpen),
)

/** The sessions that are open at an EVSE, the newest first: a start that was told late may be an older one. */
export function listOpenAt(reader: Reader, chargerId: string, evseId: number): SessionRecord[] {
  // Told to sort, SQLite would rather go through all that the charger ever had, in the order of their start.
  return reader.findAll(open, { chargerId, evseId }).map(fromRow).toSorted(newestFirst)
}

function newestFirst(a: SessionRecord, b: SessionRecord): number {
  if (a.startedAt !== b.startedAt) return a.startedAt < b.startedAt ? 1 : -1
  return b.id - a.id
}

const allOpen = prepare<object, Row>(() => sql.selectFrom('session').selectAll().where(isOpen))
const openOf = prepare<{ chargerId: string }, Row>((p) =>
  sql.selectFrom('session').selectAll().where(isOpen).where('chargerId', '=', p.chargerId),
)

/** All running sessions, of one charger or of the depot. */
export function listOpen(reader: Reader, chargerId?: string): SessionRecord[] {
  const rows = chargerId === undefined ? reader.findAll(allOpen, {}) : reader.findAll(openOf, { chargerId })
  // There are few, and mostly none, for which SQLite would set up its sorter all the same.
  return rows.map(fromRow).toSorted((a, b) => a.id - b.id)
}

export interface StartKey {
  readonly chargerId: string
  readonly connectorId: number
  readonly reportedStart: string
  readonly meterStartWh: number | null
  readonly identifierKey: string | null
}

const byStart = prepare<StartKey, Row>((p) =>
  sql
    .selectFrom('session')
    .selectAll()
    .where('chargerId', '=', p.chargerId)
    .where('connectorId', '=', p.connectorId)
    .where('reportedStart', '=', p.reportedStart)
    .where('meterStartWh', 'is', p.meterStartWh)
    .where('identifierKey', 'is', p.identifierKey)
    .orderBy('id', 'desc')
    .limit(1),
)

/** A start that was taken in before; message ids say nothing about that. */
export function findByStart(reader: Reader, start: StartKey): SessionRecord | null {
  return one(reader.find(byStart, start))
}

const recentEnded = prepare<{ chargerId: string }, Row>((p) =>
  sql
    .selectFrom('session')
    .selectAll()
    .where('chargerId', '=', p.chargerId)
    .where('state', '=', 'ended')
    .orderBy('startedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(20),
)

/** Ends whose starts have not been told, newest first, of the charger's last twenty sessions. */
export function listOrphanStops(reader: Reader, chargerId: string): SessionRecord[] {
  const ended = reader.findAll(recentEnded, { chargerId }).map(fromRow)
  return ended.filter(({ flags }) => flags.includes('start_missing'))
}

const elsewhere = prepare<{ identifierKey: string }, Pick<Row, 'chargerId' | 'evseId'>>((p) =>
  sql
    .selectFrom('session')
    .select(['chargerId', 'evseId'])
    .where('identifierKey', '=', p.identifierKey)
    .where(isOpen),
)

/** Running sessions of an identifier, the EVSE in question left out. */
export function countOpenSessionsElsewhere(
  reader: Reader,
  identifierKey: string,
  chargerId: string,
  evseId: number | null,
): number {
  return reader
    .findAll(elsewhere, { identifierKey })
    .filter((row) => row.chargerId !== chargerId || (evseId !== null && row.evseId !== evseId)).length
}

function one(row: Row | undefined): SessionRecord | null {
  return row ? fromRow(row) : null
}
