import type { Selectable } from 'kysely'
import { pageOf, type Page, type PageRequest } from './page.ts'
import type { CommandTable } from './schema/command.ts'
import { sql } from './sql.ts'
import type { Reader } from './store.ts'

export type CommandRow = Selectable<CommandTable>

/** What people and tokens had the gateway send to chargers, newest first. */
export function listCommands(
  reader: Reader,
  chargerId: string | undefined,
  { limit, cursor }: PageRequest,
): Page<CommandRow> {
  let query = sql
    .selectFrom('command')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (cursor !== null) query = query.where('id', '<', cursor)
  if (chargerId) query = query.where('chargerId', '=', chargerId)
  return pageOf(reader.all(query), limit, ({ id }) => id)
}
