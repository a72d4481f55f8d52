import type { Selectable } from 'kysely'
import type { ChargerTable } from './schema/charger.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

export type ChargerRow = Selectable<ChargerTable>

/** What people decide about a charger; the rest of its row is what it told of itself. */
export type ChargerSettings = Pick<
  ChargerRow,
  'id' | 'status' | 'label' | 'profileId' | 'passwordMac' | 'passwordMacAlternative' | 'passwordPinned'
>

export function findCharger(reader: Reader, id: string): ChargerRow | undefined {
  return reader.get(sql.selectFrom('charger').selectAll().where('id', '=', id))
}

/** A charger that has not been seen yet; `strangerFrom` is the address of one that came by itself. */
export function insertCharger(
  tx: Tx,
  settings: ChargerSettings,
  createdAt: string,
  strangerFrom: string | null = null,
): void {
  tx.run(sql.insertInto('charger').values({ ...settings, ...unseen, createdAt, strangerFrom }))
}

const unseen = {
  protocol: null,
  vendor: null,
  model: null,
  serial: null,
  firmware: null,
  failedSignIns: 0,
  passwordChanged: 0,
  lastSeenAt: null,
  lastBootAt: null,
  bootReason: null,
  clockSkewMs: null,
  reportedStatus: null,
  groupId: null,
} as const

/** It is no stranger from then on, and failed sign-ins are counted anew: they were made under other settings. */
export function updateChargerSettings(tx: Tx, { id, ...settings }: ChargerSettings): void {
  tx.run(
    sql
      .updateTable('charger')
      .set({ ...settings, failedSignIns: 0, strangerFrom: null })
      .where('id', '=', id),
  )
}

/** Removes it with all that only makes sense while it is here; sessions, decisions and faults stay. */
export function deleteCharger(tx: Tx, id: string, clearedAt: string): void {
  tx.run(sql.deleteFrom('policy').where('scope', '=', 'charger').where('scopeId', '=', id))
  tx.run(sql.deleteFrom('overrideCharger').where('chargerId', '=', id))
  tx.run(sql.deleteFrom('rollout').where('scope', '=', 'charger').where('scopeId', '=', id))
  tx.run(sql.deleteFrom('chargerMode').where('chargerId', '=', id))
  tx.run(sql.deleteFrom('localList').where('chargerId', '=', id))
  tx.run(sql.deleteFrom('chargerCapability').where('chargerId', '=', id))
  tx.run(sql.deleteFrom('toleranceUse').where('chargerId', '=', id))
  tx.run(
    sql.updateTable('fault').set({ clearedAt }).where('chargerId', '=', id).where('clearedAt', 'is', null),
  )
  tx.run(sql.deleteFrom('charger').where('id', '=', id))
}
