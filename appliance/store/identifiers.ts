import type { Selectable } from 'kysely'
import { prepare } from './prepare.ts'
import type { IdentifierTable, UnknownAttemptTable } from './schema/identifier.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

export type IdentifierRow = Selectable<IdentifierTable>
export type NewIdentifier = Omit<IdentifierRow, 'id'>

/** What can be changed of an identifier; what it is cannot. */
export type IdentifierSettings = Omit<
  IdentifierRow,
  'id' | 'key' | 'sealed' | 'maskedIdentifier' | 'createdAt'
>

const byId = prepare<{ id: number }, IdentifierRow>((p) =>
  sql.selectFrom('identifier').selectAll().where('id', '=', p.id),
)
const byKey = prepare<{ key: string }, IdentifierRow>((p) =>
  sql.selectFrom('identifier').selectAll().where('key', '=', p.key),
)

export function findIdentifier(reader: Reader, id: number): IdentifierRow | undefined {
  return reader.find(byId, { id })
}

export function findIdentifierByKey(reader: Reader, key: string): IdentifierRow | undefined {
  return reader.find(byKey, { key })
}

const insert = prepare<NewIdentifier>((p) =>
  sql.insertInto('identifier').values({
    key: p.key,
    sealed: p.sealed,
    maskedIdentifier: p.maskedIdentifier,
    createdAt: p.createdAt,
    ...settings(p),
  }),
)
const update = prepare<IdentifierSettings & { id: number }>((p) =>
  sql.updateTable('identifier').set(settings(p)).where('id', '=', p.id),
)

function settings(p: IdentifierSettings): IdentifierSettings {
  return {
    type: p.type,
    accessClass: p.accessClass,
    status: p.status,
    vehicle: p.vehicle,
    driver: p.driver,
    fleet: p.fleet,
    agreementId: p.agreementId,
    validFrom: p.validFrom,
    validTo: p.validTo,
    concurrencyLimit: p.concurrencyLimit,
    updatedAt: p.updatedAt,
  }
}

/** Returns its id. */
export function insertIdentifier(tx: Tx, identifier: NewIdentifier): number {
  return tx.execute(insert, identifier).lastId
}

export function updateIdentifier(tx: Tx, id: number, changed: IdentifierSettings): void {
  tx.execute(update, { id, ...settings(changed) })
}

export function deleteIdentifier(tx: Tx, id: number): void {
  tx.run(sql.deleteFrom('identifier').where('id', '=', id))
}

/** Refused lately and unknown, so that it can still be enrolled. */
export function findUnknownAttempt(reader: Reader, key: string): UnknownAttemptTable | undefined {
  return reader.get(sql.selectFrom('unknownAttempt').selectAll().where('key', '=', key))
}

/** It is known now. */
export function deleteUnknownAttempt(tx: Tx, key: string): void {
  tx.run(sql.deleteFrom('unknownAttempt').where('key', '=', key))
}
