import type { Selectable } from 'kysely'
import { pageOf, type Page, type PageRequest } from './page.ts'
import type { AgreementTable } from './schema/agreement.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

export type AgreementRow = Selectable<AgreementTable>

/** Newest first. */
export function listAgreements(reader: Reader, { limit, cursor }: PageRequest): Page<AgreementRow> {
  let query = sql
    .selectFrom('agreement')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (cursor !== null) query = query.where('id', '<', cursor)
  return pageOf(reader.all(query), limit, ({ id }) => id)
}

export function findAgreement(reader: Reader, id: number): AgreementRow | undefined {
  return reader.get(sql.selectFrom('agreement').selectAll().where('id', '=', id))
}

export function findAgreementByName(reader: Reader, name: string): AgreementRow | undefined {
  return reader.get(sql.selectFrom('agreement').selectAll().where('name', '=', name))
}

/** Returns its id. */
export function insertAgreement(tx: Tx, agreement: Omit<AgreementRow, 'id'>): number {
  return tx.run(sql.insertInto('agreement').values(agreement)).lastId
}

export function updateAgreement(tx: Tx, { id, ...agreement }: AgreementRow): void {
  tx.run(sql.updateTable('agreement').set(agreement).where('id', '=', id))
}

export function deleteAgreement(tx: Tx, id: number): void {
  tx.run(sql.deleteFrom('agreement').where('id', '=', id))
}

/** How many identifiers are covered by it. */
export function countCovered(reader: Reader, agreementId: number): number {
  return reader.get(
    sql
      .selectFrom('identifier')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('agreementId', '=', agreementId),
  )!.count
}
