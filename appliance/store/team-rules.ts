import type { Selectable } from 'kysely'
import { pageOf, type Page, type PageRequest } from './page.ts'
import type { TeamRuleTable } from './schema/agreement.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

type Row = Selectable<TeamRuleTable>

/** Where and when a fleet may or may not charge; null: everywhere, always. */
export interface TeamRuleRecord extends Omit<Row, 'chargerIds' | 'weekdays'> {
  readonly chargerIds: readonly string[] | null
  /** ISO weekdays, Monday is 1. */
  readonly weekdays: readonly number[] | null
}

/** Newest first. */
export function listTeamRules(
  reader: Reader,
  fleet: string | undefined,
  { limit, cursor }: PageRequest,
): Page<TeamRuleRecord> {
  let query = sql
    .selectFrom('teamRule')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (cursor !== null) query = query.where('id', '<', cursor)
  if (fleet) query = query.where('fleet', '=', fleet)
  return pageOf(reader.all(query).map(fromRow), limit, ({ id }) => id)
}

export function findTeamRule(reader: Reader, id: number): TeamRuleRecord | undefined {
  const row = reader.get(sql.selectFrom('teamRule').selectAll().where('id', '=', id))
  return row && fromRow(row)
}

/** Returns its id. */
export function insertTeamRule(tx: Tx, rule: Omit<TeamRuleRecord, 'id'>): number {
  return tx.run(sql.insertInto('teamRule').values(toRow(rule))).lastId
}

export function updateTeamRule(tx: Tx, { id, ...rule }: TeamRuleRecord): void {
  tx.run(sql.updateTable('teamRule').set(toRow(rule)).where('id', '=', id))
}

export function deleteTeamRule(tx: Tx, id: number): void {
  tx.run(sql.deleteFrom('teamRule').where('id', '=', id))
}

function toRow(rule: Omit<TeamRuleRecord, 'id'>): Omit<Row, 'id'> {
  return {
    ...rule,
    chargerIds: rule.chargerIds && JSON.stringify(rule.chargerIds),
    weekdays: rule.weekdays && JSON.stringify(rule.weekdays),
  }
}

function fromRow(row: Row): TeamRuleRecord {
  return {
    ...row,
    chargerIds: row.chargerIds === null ? null : (JSON.parse(row.chargerIds) as string[]),
    weekdays: row.weekdays === null ? null : (JSON.parse(row.weekdays) as number[]),
  }
}
