import { prepare } from './prepare.ts'
import type { LoginTable } from './schema/user.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'
import type { UserRow } from './users.ts'

export type LoginRow = LoginTable

/** A browser's login with the user whose it is. */
export type LoginWithUser = LoginRow & Pick<UserRow, 'name' | 'role' | 'disabledAt'>

const find = prepare<{ tokenHash: string }, LoginWithUser>((p) =>
  sql
    .selectFrom('login')
    .innerJoin('user', 'user.id', 'login.userId')
    .selectAll('login')
    .select(['user.name', 'user.role', 'user.disabledAt'])
    .where('login.tokenHash', '=', p.tokenHash),
)

export function findLogin(reader: Reader, tokenHash: string): LoginWithUser | undefined {
  return reader.find(find, { tokenHash })
}

export function insertLogin(tx: Tx, login: LoginRow): void {
  tx.run(sql.insertInto('login').values(login))
}

export function extendLogin(tx: Tx, tokenHash: string, expiresAt: string): void {
  tx.run(sql.updateTable('login').set({ expiresAt }).where('tokenHash', '=', tokenHash))
}

export function deleteLogin(tx: Tx, tokenHash: string): void {
  tx.run(sql.deleteFrom('login').where('tokenHash', '=', tokenHash))
}

/** Ends the logins of a user, all of them or all but one; returns how many. */
export function deleteLoginsOf(tx: Tx, userId: number, exceptTokenHash: string | null): number {
  const query = sql.deleteFrom('login').where('userId', '=', userId)
  return tx.run(exceptTokenHash === null ? query : query.where('tokenHash', '<>', exceptTokenHash)).changes
}

export function deleteExpiredLogins(tx: Tx, now: string): void {
  tx.run(sql.deleteFrom('login').where('expiresAt', '<=', now))
}
