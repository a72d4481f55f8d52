import type { Insertable } from 'kysely'
import type { CommandTable } from './schema/command.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

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

/** Whether the end of a transaction was asked for from here, by a person or by the gateway, since `sinceAt`. */
export function wasStopAsked(
  reader: Reader,
  chargerId: string,
  transactionId: string,
  sinceAt: string,
): boolean {
  const stops = sql
    .selectFrom('command')
    .select('payload')
    .where('chargerId', '=', chargerId)
    .where('action', 'in', ['RemoteStopTransaction', 'RequestStopTransaction'])
    .where('at', '>=', sinceAt)
  const named = ({ payload }: { readonly payload: string }) =>
    String((JSON.parse(payload) as { readonly transactionId?: unknown }).transactionId)
  return reader.all(stops).some((stop) => named(stop) === transactionId)
}

/** Commands whose answers the process before this one did not live to see. */
export function abandonCommands(tx: Tx, completedAt: string): void {
  tx.run(sql.updateTable('command').set({ outcome: 'lost', completedAt }).where('completedAt', 'is', null))
}
