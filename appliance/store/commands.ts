import type { Insertable } from 'kysely'
import type { CommandTable } from './schema/command.ts'
import { sql } from './sql.ts'
import type { Tx } from './store.ts'

type NewCommand = Omit<Insertable<CommandTable>, 'id' | 'outcome' | 'response' | 'completedAt'>

/** A command that is about to be sent; returns its id. */
export function insertCommand(tx: Tx, command: NewCommand): number {
  const open = { outcome: null, response: null, completedAt: null }
  return tx.run(sql.insertInto('command').values({ ...command, ...open })).lastId
}

export interface CommandResult {
  readonly id: number
  readonly outcome: string
  readonly response: string
  readonly completedAt: string
}

export function completeCommand(tx: Tx, { id, ...result }: CommandResult): void {
  tx.run(sql.updateTable('command').set(result).where('id', '=', id))
}

/** Commands whose answers the process before this one did not live to see. */
export function abandonCommands(tx: Tx, completedAt: string): void {
  tx.run(sql.updateTable('command').set({ outcome: 'lost', completedAt }).where('completedAt', 'is', null))
}
