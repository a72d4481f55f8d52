import type { Selectable } from 'kysely'
import { pageOf, type Page, type PageRequest } from './page.ts'
import type { ChargerGroupTable } from './schema/charger.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

export type GroupRow = Selectable<ChargerGroupTable>

/** Oldest first. */
export function listGroups(reader: Reader, { limit, cursor }: PageRequest): Page<GroupRow> {
  let query = sql
    .selectFrom('chargerGroup')
    .selectAll()
    .orderBy('id')
    .limit(limit + 1)
  if (cursor !== null) query = query.where('id', '>', cursor)
  return pageOf(reader.all(query), limit, ({ id }) => id)
}

export function findGroup(reader: Reader, id: number): GroupRow | undefined {
  return reader.get(sql.selectFrom('chargerGroup').selectAll().where('id', '=', id))
}

export function findGroupByName(reader: Reader, name: string): GroupRow | undefined {
  return reader.get(sql.selectFrom('chargerGroup').selectAll().where('name', '=', name))
}

/** Returns its id. */
export function insertGroup(tx: Tx, name: string): number {
  return tx.run(sql.insertInto('chargerGroup').values({ name })).lastId
}

export function renameGroup(tx: Tx, id: number, name: string): void {
  tx.run(sql.updateTable('chargerGroup').set({ name }).where('id', '=', id))
}

/** It must be empty. */
export function deleteGroup(tx: Tx, id: number): void {
  tx.run(sql.deleteFrom('chargerGroup').where('id', '=', id))
}

/** The chargers in a group, by identity. */
export function groupMembers(reader: Reader, groupId: number): string[] {
  return reader
    .all(sql.selectFrom('charger').select('id').where('groupId', '=', groupId).orderBy('id'))
    .map(({ id }) => id)
}

/** Null takes the charger out of its group. */
export function setGroup(tx: Tx, chargerId: string, groupId: number | null): void {
  tx.run(sql.updateTable('charger').set({ groupId }).where('id', '=', chargerId))
}
