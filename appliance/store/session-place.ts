import type { SessionRecord } from '../domain/session-record.ts'
import { prepare } from './prepare.ts'
import { sql } from './sql.ts'
import type { Reader } from './store.ts'

/** Where a session is and whether it runs: what is asked for with every reading, so the rest is left out. */
export type SessionPlace = Pick<SessionRecord, 'id' | 'chargerId' | 'evseId' | 'connectorId' | 'state'>

const place = prepare<{ chargerId: string; transactionId: string }, SessionPlace>((p) =>
  sql
    .selectFrom('session')
    .select(['id', 'chargerId', 'evseId', 'connectorId', 'state'])
    .where('chargerId', '=', p.chargerId)
    .where('transactionId', '=', p.transactionId)
    .orderBy('id', 'desc')
    .limit(1),
)

/** By the id that the charger knows it under. */
export function findPlace(reader: Reader, chargerId: string, transactionId: string): SessionPlace | null {
  return reader.find(place, { chargerId, transactionId }) ?? null
}
