import type { Selectable } from 'kysely'
import { pageOf, type Page, type PageRequest } from './page.ts'
import { prepare } from './prepare.ts'
import type { ApiTokenTable } from './schema/user.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

export type ApiTokenRow = Selectable<ApiTokenTable>

const findByHash = prepare<{ tokenHash: string }, ApiTokenRow>((p) =>
  sql.selectFrom('apiToken').selectAll().where('tokenHash', '=', p.tokenHash),
)

export function findApiTokenByHash(reader: Reader, tokenHash: string): ApiTokenRow | undefined {
  return reader.find(findByHash, { tokenHash })
}

export function findApiToken(reader: Reader, id: number): ApiTokenRow | undefined {
  return reader.get(sql.selectFrom('apiToken').selectAll().where('id', '=', id))
}

/** In the order in which they were created. */
export function listApiTokens(reader: Reader, { limit, cursor }: PageRequest): Page<ApiTokenRow> {
  const query = sql
    .selectFrom('apiToken')
    .selectAll()
    .where('id', '>', cursor ?? 0)
  return pageOf(reader.all(query.orderBy('id').limit(limit + 1)), limit, ({ id }) => id)
}

export type NewApiToken = Pick<
  ApiTokenRow,
  'name' | 'tokenHash' | 'role' | 'createdBy' | 'createdAt' | 'expiresAt'
>

/** Returns the row as stored. */
export function insertApiToken(tx: Tx, token: NewApiToken): ApiTokenRow {
  const row = { ...token, lastUsedAt: null, revokedAt: null }
  return { id: tx.run(sql.insertInto('apiToken').values(row)).lastId, ...row }
}

export function updateApiToken(
  tx: Tx,
  id: number,
  changes: Partial<Pick<ApiTokenRow, 'lastUsedAt' | 'revokedAt'>>,
): void {
  tx.run(sql.updateTable('apiToken').set(changes).where('id', '=', id))
}
