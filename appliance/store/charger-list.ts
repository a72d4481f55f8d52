import { sql as raw } from 'kysely'
import type { ChargerStatus } from '../domain/charger.ts'
import type { ChargerRow } from './chargers.ts'
import { containing, pageOf, type Page, type PageRequest } from './page.ts'
import { sql } from './sql.ts'
import type { Reader } from './store.ts'

export interface ChargerFilter {
  readonly status?: ChargerStatus
  /** Part of the identity or the label. */
  readonly text?: string
}

/** By identity. */
export function listChargers(
  reader: Reader,
  filter: ChargerFilter,
  { limit, cursor }: PageRequest<string>,
): Page<ChargerRow, string> {
  let query = sql
    .selectFrom('charger')
    .selectAll()
    .orderBy('id')
    .limit(limit + 1)
  if (cursor !== null) query = query.where('id', '>', cursor)
  if (filter.status) query = query.where('status', '=', filter.status)
  if (filter.text) {
    const pattern = containing(filter.text)
    query = query.where(raw<boolean>`(id LIKE ${pattern} ESCAPE '\\' OR label LIKE ${pattern} ESCAPE '\\')`)
  }
  return pageOf(reader.all(query), limit, ({ id }) => id)
}

/** For counting who is there. */
export function approvedChargerIds(reader: Reader): string[] {
  return reader
    .all(sql.selectFrom('charger').select('id').where('status', '=', 'approved'))
    .map(({ id }) => id)
}

export interface ConnectorState {
  readonly chargerId: string
  readonly evseId: number
  readonly connectorId: number
  readonly status: string
  readonly errorCode: string | null
  readonly vendorErrorCode: string | null
  readonly info: string | null
  readonly at: string
}

/** What is shown beside a charger and lies in other tables. */
export interface ChargerCounts {
  readonly connectors: readonly ConnectorState[]
  readonly openSessions: number
  readonly activeFaults: number
}

const nothing: ChargerCounts = { connectors: [], openSessions: 0, activeFaults: 0 }

/** For the chargers of one page, in three queries whatever their number. */
export function chargerCounts(reader: Reader, ids: readonly string[]): (id: string) => ChargerCounts {
  const among = raw<string>`(SELECT value FROM json_each(${JSON.stringify(ids)}))`
  const connectors = reader.all(
    sql
      .selectFrom('connector')
      .selectAll()
      .where('chargerId', 'in', among)
      .orderBy('chargerId')
      .orderBy('evseId')
      .orderBy('connectorId'),
  )
  const sessions = reader.all(
    sql
      .selectFrom('session')
      .select(['chargerId', ({ fn }) => fn.countAll<number>().as('count')])
      .where('chargerId', 'in', among)
      .where('state', '<>', raw.lit('ended'))
      .groupBy('chargerId'),
  )
  const faults = reader.all(
    sql
      .selectFrom('fault')
      .select(['chargerId', ({ fn }) => fn.countAll<number>().as('count')])
      .where('chargerId', 'in', among)
      .where('clearedAt', 'is', null)
      .groupBy('chargerId'),
  )
  const byCharger = Map.groupBy(connectors, ({ chargerId }) => chargerId)
  const openSessions = new Map(sessions.map(({ chargerId, count }) => [chargerId, count]))
  const activeFaults = new Map(faults.map(({ chargerId, count }) => [chargerId, count]))
  return (id) => ({
    connectors: byCharger.get(id) ?? nothing.connectors,
    openSessions: openSessions.get(id) ?? 0,
    activeFaults: activeFaults.get(id) ?? 0,
  })
}

export interface ToleranceUse {
  readonly tolerance: string
  readonly count: number
  readonly lastAt: string
}

/** How often a charger has needed which tolerance of its profile. */
export function listToleranceUse(reader: Reader, chargerId: string): ToleranceUse[] {
  return reader.all(
    sql
      .selectFrom('toleranceUse')
      .select(['tolerance', 'count', 'lastAt'])
      .where('chargerId', '=', chargerId),
  )
}
