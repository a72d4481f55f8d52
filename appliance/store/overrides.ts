import { sql as raw, type Selectable } from 'kysely'
import { pageOf, type Page, type PageRequest } from './page.ts'
import type { OverrideTable } from './schema/override.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

type Row = Selectable<OverrideTable>

export interface OverrideRecord extends Omit<Row, 'acknowledgedPartial'> {
  readonly chargerIds: string[]
  readonly acknowledgedPartial: boolean
}

export interface OverrideFilter {
  /** Only those in force at this instant (UTC text). */
  readonly inForceAt?: string
  readonly chargerId?: string
}

/** Newest first. */
export function listOverrides(
  reader: Reader,
  filter: OverrideFilter,
  { limit, cursor }: PageRequest,
): Page<OverrideRecord> {
  let query = sql
    .selectFrom('override')
    .selectAll()
    // `+id`: few are in force, so they are found by their own index and then sorted.
    .orderBy(filter.inForceAt ? raw`+id` : 'id', 'desc')
    .limit(limit + 1)
  if (cursor !== null) query = query.where('id', '<', cursor)
  if (filter.inForceAt) query = query.where('clearedAt', 'is', null).where('until', '>', filter.inForceAt)
  if (filter.chargerId) {
    const ofCharger = sql
      .selectFrom('overrideCharger')
      .select('overrideId')
      .where('chargerId', '=', filter.chargerId)
    query = query.where('id', 'in', ofCharger)
  }
  const rows = reader.all(query)
  const chargerIds = chargersOf(reader, rows)
  return pageOf(
    rows.map((row) => record(row, chargerIds(row.id))),
    limit,
    ({ id }) => id,
  )
}

export function findOverride(reader: Reader, id: number): OverrideRecord | undefined {
  const row = reader.get(sql.selectFrom('override').selectAll().where('id', '=', id))
  return row && record(row, chargersOf(reader, [row])(id))
}

/** Returns its id. */
export function insertOverride(tx: Tx, { chargerIds, ...override }: Omit<OverrideRecord, 'id'>): number {
  const acknowledgedPartial = override.acknowledgedPartial ? 1 : 0
  const id = tx.run(sql.insertInto('override').values({ ...override, acknowledgedPartial })).lastId
  for (const chargerId of chargerIds) {
    tx.run(sql.insertInto('overrideCharger').values({ overrideId: id, chargerId }))
  }
  return id
}

export function markOverrideCleared(tx: Tx, id: number, clearedAt: string, clearedBy: string): void {
  tx.run(sql.updateTable('override').set({ clearedAt, clearedBy }).where('id', '=', id))
}

function chargersOf(reader: Reader, rows: readonly Row[]): (id: number) => string[] {
  const ids = raw<number>`(SELECT value FROM json_each(${JSON.stringify(rows.map(({ id }) => id))}))`
  const members = reader.all(
    sql.selectFrom('overrideCharger').selectAll().where('overrideId', 'in', ids).orderBy('chargerId'),
  )
  const byOverride = Map.groupBy(members, ({ overrideId }) => overrideId)
  return (id) => (byOverride.get(id) ?? []).map(({ chargerId }) => chargerId)
}

function record(row: Row, chargerIds: string[]): OverrideRecord {
  return { ...row, chargerIds, acknowledgedPartial: row.acknowledgedPartial === 1 }
}
