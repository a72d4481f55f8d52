import { prepare } from './prepare.ts'
import type { ConnectorTable } from './schema/connector.ts'
import type { ChargerTable } from './schema/charger.ts'
import type { FaultTable } from './schema/fault.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

/** What a charger tells of itself when it boots. */
export type BootFacts = Pick<
  ChargerTable,
  'id' | 'protocol' | 'vendor' | 'model' | 'serial' | 'firmware' | 'lastBootAt' | 'bootReason' | 'clockSkewMs'
>

const boot = prepare<BootFacts>((p) =>
  sql
    .updateTable('charger')
    .set({
      protocol: p.protocol,
      vendor: p.vendor,
      model: p.model,
      serial: p.serial,
      firmware: p.firmware,
      lastBootAt: p.lastBootAt,
      bootReason: p.bootReason,
      clockSkewMs: p.clockSkewMs,
      lastSeenAt: p.lastBootAt,
    })
    .where('id', '=', p.id),
)

export function updateBoot(tx: Tx, facts: BootFacts): void {
  tx.execute(boot, facts)
}

export interface SeenFacts {
  readonly id: string
  readonly protocol: string
  readonly lastSeenAt: string
  readonly clockSkewMs: number | null
}

const seen = prepare<SeenFacts>((p) =>
  sql
    .updateTable('charger')
    .set({
      protocol: p.protocol,
      lastSeenAt: p.lastSeenAt,
      clockSkewMs: p.clockSkewMs,
      failedSignIns: 0,
    })
    .where('id', '=', p.id),
)

export function updateSeen(tx: Tx, facts: SeenFacts): void {
  tx.execute(seen, facts)
}

/** Returns how many there have been since the last good one; null where the charger has been removed. */
export function countFailedSignIns(tx: Tx, id: string, count: number): number | null {
  tx.run(
    sql
      .updateTable('charger')
      .set((column) => ({ failedSignIns: column('failedSignIns', '+', count) }))
      .where('id', '=', id),
  )
  return tx.get(sql.selectFrom('charger').select('failedSignIns').where('id', '=', id))?.failedSignIns ?? null
}

const upsertConnector = prepare<ConnectorTable>((p) =>
  sql
    .insertInto('connector')
    .values({
      chargerId: p.chargerId,
      evseId: p.evseId,
      connectorId: p.connectorId,
      status: p.status,
      errorCode: p.errorCode,
      vendorErrorCode: p.vendorErrorCode,
      info: p.info,
      at: p.at,
    })
    .onConflict((conflict) =>
      conflict.columns(['chargerId', 'evseId', 'connectorId']).doUpdateSet({
        status: p.status,
        errorCode: p.errorCode,
        vendorErrorCode: p.vendorErrorCode,
        info: p.info,
        at: p.at,
      }),
    ),
)

export function saveConnector(tx: Tx, connector: ConnectorTable): void {
  tx.execute(upsertConnector, connector)
}

/** What a connector last said of itself. */
export function findConnector(
  reader: Reader,
  place: { chargerId: string; evseId: number; connectorId: number },
): ConnectorTable | undefined {
  return reader.get(
    sql
      .selectFrom('connector')
      .selectAll()
      .where('chargerId', '=', place.chargerId)
      .where('evseId', '=', place.evseId)
      .where('connectorId', '=', place.connectorId),
  )
}

/** Of the charger as a whole. */
export function updateReportedStatus(tx: Tx, id: string, reportedStatus: string): void {
  tx.run(sql.updateTable('charger').set({ reportedStatus }).where('id', '=', id))
}

export type OpenFault = Omit<FaultTable, 'id'> & { id: number }

const openFaults = prepare<{ chargerId: string; evseId: number; connectorId: number }, OpenFault>((p) =>
  sql
    .selectFrom('fault')
    .selectAll()
    .where('chargerId', '=', p.chargerId)
    .where('evseId', '=', p.evseId)
    .where('connectorId', '=', p.connectorId)
    .where('clearedAt', 'is', null),
)

/** What a connector has reported broken and not said to be well since. */
export function listOpenFaults(
  reader: Reader,
  place: { chargerId: string; evseId: number; connectorId: number },
): OpenFault[] {
  return reader.findAll(openFaults, place)
}

export function insertFault(tx: Tx, fault: Omit<FaultTable, 'id'>): number {
  return tx.run(sql.insertInto('fault').values(fault)).lastId
}

export function clearFault(tx: Tx, id: number, clearedAt: string): void {
  tx.run(sql.updateTable('fault').set({ clearedAt }).where('id', '=', id))
}
