import type { Selectable } from 'kysely'
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

/** In the order in which they were added, starting after `after` (an id). */
export function listUsers(reader: Reader, limit: number, after: number | null): UserRow[] {
  const query = sql.selectFrom('user').selectAll().orderBy('id').limit(limit)
  return reader.all(after === null ? query : query.where('id', '>', after))
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
