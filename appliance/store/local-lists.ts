import { sql as raw, type Selectable } from 'kysely'
import type { ListEntry } from '../domain/local-list.ts'
import { prepare } from './prepare.ts'
import type { LocalListTable } from './schema/mode.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

export type LocalList = Selectable<LocalListTable>

export function findLocalList(reader: Reader, chargerId: string): LocalList | undefined {
  return reader.get(sql.selectFrom('localList').selectAll().where('chargerId', '=', chargerId))
}

export function localListsOf(reader: Reader, chargerIds: readonly string[]): Map<string, LocalList> {
  const rows = reader.all(sql.selectFrom('localList').selectAll().where('chargerId', 'in', chargerIds))
  return new Map(rows.map((row) => [row.chargerId, row]))
}

/** What stands in the list of this digest; null where that is no longer known. */
export function findListContent(reader: Reader, digest: string): ListEntry[] | null {
  const row = reader.get(sql.selectFrom('localListContent').select('entries').where('digest', '=', digest))
  if (!row) return null
  const entries = JSON.parse(row.entries) as (Omit<ListEntry, 'sealed'> & { sealed: string })[]
  return entries.map(({ key, type, validTo, sealed }) => ({
    key,
    type,
    validTo,
    sealed: Buffer.from(sealed, 'base64'),
  }))
}

const columns = (p: LocalList) => ({
  version: p.version,
  digest: p.digest,
  entries: p.entries,
  sentAt: p.sentAt,
  status: p.status,
  problem: p.problem,
  foundLimit: p.foundLimit,
})

const put = prepare<LocalList>((p) =>
  sql
    .insertInto('localList')
    .values({ chargerId: p.chargerId, ...columns(p) })
    .onConflict((conflict) => conflict.column('chargerId').doUpdateSet(columns(p))),
)

export function putLocalList(tx: Tx, list: LocalList): void {
  tx.execute(put, list)
}

/** Keeps the content of a list that a charger has now, and drops what no charger has any more. */
export function keepListContent(tx: Tx, digest: string, entries: readonly ListEntry[]): void {
  const known = tx.get(sql.selectFrom('localListContent').select('digest').where('digest', '=', digest))
  if (!known) {
    const sealed = entries.map((entry) => ({
      ...entry,
      sealed: Buffer.from(entry.sealed).toString('base64'),
    }))
    tx.run(sql.insertInto('localListContent').values({ digest, entries: JSON.stringify(sealed) }))
  }
  const used = sql.selectFrom('localList').select('digest')
  tx.run(sql.deleteFrom('localListContent').where('digest', 'not in', used).where('digest', '<>', digest))
}

/** When identifiers were last used, as far as the last sessions tell: the greater the later. */
export function lastUses(reader: Reader): Map<string, number> {
  const recent = sql
    .selectFrom('session')
    .select(['id', 'identifierKey'])
    .where('identifierKey', 'is not', null)
    .orderBy('id', 'desc')
    .limit(50_000)
  const rows = reader.all(
    sql
      .selectFrom(recent.as('recent'))
      .select(['identifierKey', raw<number>`max(id)`.as('last')])
      .groupBy('identifierKey'),
  )
  return new Map(rows.map(({ identifierKey, last }) => [identifierKey!, last]))
}
