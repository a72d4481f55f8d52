import { sql as raw, type Selectable } from 'kysely'
import type { AccessMode } from '../domain/access-mode.ts'
import type { ChargerMode } from '../domain/charger-mode.ts'
import type { ExpectedBecause } from '../domain/rollout.ts'
import { prepare } from './prepare.ts'
import type { ChargerModeTable } from './schema/mode.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

type Row = Selectable<ChargerModeTable>

/** Undefined before the schedule was first applied to it. */
export function findChargerMode(reader: Reader, chargerId: string): ChargerMode | undefined {
  const row = reader.get(sql.selectFrom('chargerMode').selectAll().where('chargerId', '=', chargerId))
  return row && fromRow(row)
}

/** Of these chargers. */
export function chargerModesOf(reader: Reader, ids: readonly string[]): Map<string, ChargerMode> {
  const among = raw<string>`(SELECT value FROM json_each(${JSON.stringify(ids)}))`
  const rows = reader.all(sql.selectFrom('chargerMode').selectAll().where('chargerId', 'in', among))
  return new Map(rows.map((row) => [row.chargerId, fromRow(row)]))
}

/** Chargers that are not known to be in the mode that is expected of them. */
export function listUnconfirmed(reader: Reader): string[] {
  const rows = reader.all(
    sql
      .selectFrom('chargerMode')
      .select('chargerId')
      .where(raw<boolean>`status <> 'confirmed'`),
  )
  return rows.map(({ chargerId }) => chargerId)
}

const observed = prepare<{ chargerId: string }, Pick<Row, 'observedMode'>>((p) =>
  sql.selectFrom('chargerMode').select('observedMode').where('chargerId', '=', p.chargerId),
)

/** Null where it is not known. */
export function readObservedMode(reader: Reader, chargerId: string): AccessMode | null {
  return reader.find(observed, { chargerId })?.observedMode ?? null
}

const columns = (p: Row) => ({
  expectedMode: p.expectedMode,
  expectedBecause: p.expectedBecause,
  expectedSince: p.expectedSince,
  observedMode: p.observedMode,
  observedAt: p.observedAt,
  status: p.status,
  attempt: p.attempt,
  lastAttemptAt: p.lastAttemptAt,
  nextAttemptAt: p.nextAttemptAt,
  problem: p.problem,
  missed: p.missed,
})

const put = prepare<Row>((p) =>
  sql
    .insertInto('chargerMode')
    .values({ chargerId: p.chargerId, ...columns(p) })
    .onConflict((conflict) => conflict.column('chargerId').doUpdateSet(columns(p))),
)

export function putChargerMode(tx: Tx, mode: ChargerMode): void {
  tx.execute(put, { ...mode, expectedBecause: JSON.stringify(mode.expectedBecause) })
}

function fromRow(row: Row): ChargerMode {
  return { ...row, expectedBecause: JSON.parse(row.expectedBecause) as ExpectedBecause }
}
