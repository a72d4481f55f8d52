import { sql } from './sql.ts'
import type { ChargerRow } from './chargers.ts'
import type { Reader, Tx } from './store.ts'

export function countWaitingChargers(reader: Reader): number {
  const row = reader.get(
    sql
      .selectFrom('charger')
      .select((column) => column.fn.countAll<number>().as('waiting'))
      .where('status', '=', 'waiting'),
  )
  return row?.waiting ?? 0
}

export function countStrangersFrom(reader: Reader, remoteAddress: string): number {
  const row = reader.get(
    sql
      .selectFrom('charger')
      .select((column) => column.fn.countAll<number>().as('waiting'))
      .where('status', '=', 'waiting')
      .where('strangerFrom', '=', remoteAddress),
  )
  return row?.waiting ?? 0
}

/**
 * Chargers that came by themselves and wait, the one not seen for longest first; with `before`, a UTC text, those
 * not seen since.
 */
export function listStrangers(reader: Reader, before: string | null = null): string[] {
  const all = sql
    .selectFrom('charger')
    .select((column) => [
      'id',
      column.fn.coalesce(column.ref('lastSeenAt'), column.ref('createdAt')).as('seenAt'),
    ])
    .where('status', '=', 'waiting')
    .where('strangerFrom', 'is not', null)
    .orderBy('seenAt')
  return reader
    .all(all)
    .filter(({ seenAt }) => before === null || seenAt < before)
    .map(({ id }) => id)
}

/** The password that a waiting charger presents, for when it is approved. */
export function updatePresentedPassword(
  tx: Tx,
  {
    id,
    ...presented
  }: Pick<ChargerRow, 'id' | 'passwordMac' | 'passwordMacAlternative' | 'passwordPinned' | 'passwordChanged'>,
): void {
  tx.run(sql.updateTable('charger').set(presented).where('id', '=', id))
}
