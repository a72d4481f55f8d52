import { sql as raw } from 'kysely'
import type { ChargerCapabilityTable } from './schema/charger-capability.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

/** Somebody has said that they know what a charger cannot do. */
export interface CapabilityAcknowledgement {
  readonly chargerId: string
  readonly reasons: readonly string[]
  readonly by: string
  /** UTC text. */
  readonly at: string
}

export function findAcknowledgement(reader: Reader, chargerId: string): CapabilityAcknowledgement | null {
  return acknowledgementsOf(reader, [chargerId]).get(chargerId) ?? null
}

/** Of these chargers. */
export function acknowledgementsOf(
  reader: Reader,
  ids: readonly string[],
): Map<string, CapabilityAcknowledgement> {
  const among = raw<string>`(SELECT value FROM json_each(${JSON.stringify(ids)}))`
  const rows = reader.all(sql.selectFrom('chargerCapability').selectAll().where('chargerId', 'in', among))
  return new Map(rows.flatMap((row) => acknowledgementOf(row)).map((given) => [given.chargerId, given]))
}

function acknowledgementOf(row: ChargerCapabilityTable): CapabilityAcknowledgement[] {
  const { chargerId, acknowledgedReasons: reasons, acknowledgedBy: by, acknowledgedAt: at } = row
  if (reasons === null || by === null || at === null) return []
  return [{ chargerId, reasons: JSON.parse(reasons) as string[], by, at }]
}

export function putAcknowledgement(tx: Tx, { chargerId, reasons, by, at }: CapabilityAcknowledgement): void {
  const given = { acknowledgedReasons: JSON.stringify(reasons), acknowledgedBy: by, acknowledgedAt: at }
  tx.run(
    sql
      .insertInto('chargerCapability')
      .values({ chargerId, answers: '{}', proved: '{}', ...given })
      .onConflict((conflict) => conflict.column('chargerId').doUpdateSet(given)),
  )
}
