import type { Selectable } from 'kysely'
import { pageOf, type Page, type PageRequest } from './page.ts'
import type { UserTable } from './schema/user.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

export type UserRow = Selectable<UserTable>

export function findUser(reader: Reader, id: number): UserRow | undefined {
  return reader.get(sql.selectFrom('user').selectAll().where('id', '=', id))
}

/** Upper and lower case are the same name. */
export function findUserByName(reader: Reader, name: string): UserRow | undefined {
  return reader.get(sql.selectFrom('user').selectAll().where('name', '=', name))
}

/** In the order in which they were added. */
export function listUsers(reader: Reader, { limit, cursor }: PageRequest): Page<UserRow> {
  const query = sql
    .selectFrom('user')
    .selectAll()
    .where('id', '>', cursor ?? 0)
  return pageOf(reader.all(query.orderBy('id').limit(limit + 1)), limit, ({ id }) => id)
}

export function hasUsers(reader: Reader): boolean {
  return reader.get(sql.selectFrom('user').select('id').limit(1)) !== undefined
}

/** Whether somebody but this user may still administer users. */
export function hasOtherAdmin(reader: Reader, userId: number): boolean {
  const query = sql
    .selectFrom('user')
    .select('id')
    .where('role', '=', 'admin')
    .where('disabledAt', 'is', null)
  return reader.get(query.where('id', '<>', userId).limit(1)) !== undefined
}

export type NewUser = Pick<UserRow, 'name' | 'role' | 'passwordHash' | 'createdAt'>

/** Returns the row as stored. */
export function insertUser(tx: Tx, user: NewUser): UserRow {
  const row = { ...user, disabledAt: null, failedSignIns: 0, lockedUntil: null }
  return { id: tx.run(sql.insertInto('user').values(row)).lastId, ...row }
}

/** Returns the row as it is now. */
export function updateUser(tx: Tx, user: UserRow, changes: Partial<Omit<UserRow, 'id' | 'name'>>): UserRow {
  tx.run(sql.updateTable('user').set(changes).where('id', '=', user.id))
  return { ...user, ...changes }
}
