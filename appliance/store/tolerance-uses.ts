import { prepare } from './prepare.ts'
import type { ToleranceUseTable } from './schema/telemetry.ts'
import { sql } from './sql.ts'
import type { Tx } from './store.ts'

const add = prepare<ToleranceUseTable>((p) =>
  sql
    .insertInto('toleranceUse')
    .values({ chargerId: p.chargerId, tolerance: p.tolerance, count: p.count, lastAt: p.lastAt })
    .onConflict((conflict) =>
      conflict.columns(['chargerId', 'tolerance']).doUpdateSet((column) => ({
        count: column('toleranceUse.count', '+', column.ref('excluded.count')),
        lastAt: column.ref('excluded.lastAt'),
      })),
    ),
)

/** Adds uses to those that are known. */
export function addToleranceUses(tx: Tx, uses: ToleranceUseTable): void {
  tx.execute(add, uses)
}
