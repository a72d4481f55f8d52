import { sql as raw } from 'kysely'
import { energyBetween, type SessionState } from '../domain/session.ts'
import type { SessionRecord } from '../domain/session-record.ts'
import { lastEnergyOf } from './meter-samples.ts'
import { pageOf, type Page, type PageRequest } from './page.ts'
import { fromRow } from './sessions.ts'
import { sql } from './sql.ts'
import type { Reader } from './store.ts'

export interface SessionFilter {
  readonly chargerId?: string
  /** `open`: not ended. */
  readonly state?: SessionState | 'open'
  /** By their start, UTC text; `from` included, `to` excluded. */
  readonly from?: string
  readonly to?: string
}

/**
 * Those that began last come first. A page ends at a start and a number, `2026-11-20T10:00:00.000Z 17`:
 * sessions that were reported late begin before others with smaller numbers.
 */
export function listSessions(
  reader: Reader,
  filter: SessionFilter,
  { limit, cursor }: PageRequest<string>,
): Page<SessionRecord, string> {
  const open = filter.state !== undefined && filter.state !== 'ended'
  let query = sql
    .selectFrom('session')
    .selectAll()
    // `+startedAt`: few are open, so they are found by their own index and then sorted.
    .orderBy(open ? raw`+startedAt` : 'startedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (cursor !== null) {
    const [startedAt, id] = cursor.split(' ')
    query = query.where(raw<boolean>`(startedAt, id) < (${startedAt}, ${Number(id)})`)
  }
  if (filter.chargerId) query = query.where('chargerId', '=', filter.chargerId)
  if (filter.from) query = query.where('startedAt', '>=', filter.from)
  if (filter.to) query = query.where('startedAt', '<', filter.to)
  // Written out, for SQLite uses a partial index only where it can see the condition.
  if (open) query = query.where(raw<boolean>`state <> 'ended'`)
  if (filter.state && filter.state !== 'open') query = query.where('state', '=', filter.state)
  const sessions = reader.all(query).map((row) => withEnergySoFar(reader, fromRow(row)))
  return pageOf(sessions, limit, ({ startedAt, id }) => `${startedAt} ${id}`)
}

export function findSessionSoFar(reader: Reader, id: number): SessionRecord | undefined {
  const row = reader.get(sql.selectFrom('session').selectAll().where('id', '=', id))
  return row && withEnergySoFar(reader, fromRow(row))
}

/** A session's energy is stored when it ends; until then it is what the meter has counted so far. */
function withEnergySoFar(reader: Reader, session: SessionRecord): SessionRecord {
  if (session.state === 'ended') return session
  const readWh = lastEnergyOf(reader, session.id)?.energyWh ?? null
  return { ...session, energyWh: energyBetween(session.meterStartWh, readWh).energyWh }
}

/** One reading of the meter; `samples` is JSON in base units. */
export interface ListedMeterSample {
  readonly id: number
  readonly at: string
  readonly energyWh: number | null
  readonly powerW: number | null
  readonly samples: string
}

/** Of one session, oldest first. */
export function listMeterSamples(
  reader: Reader,
  sessionId: number,
  { limit, cursor }: PageRequest,
): Page<ListedMeterSample> {
  const query = sql
    .selectFrom('meterSample')
    .select(['id', 'at', 'energyWh', 'powerW', 'samples'])
    .where('sessionId', '=', sessionId)
    .where('id', '>', cursor ?? 0)
    .orderBy('id')
    .limit(limit + 1)
  return pageOf(reader.all(query), limit, ({ id }) => id)
}
