import { sql as raw, type Selectable } from 'kysely'
import { pageOf, type Page, type PageRequest } from './page.ts'
import type { FaultTable } from './schema/fault.ts'
import { sql } from './sql.ts'
import type { Reader } from './store.ts'

export type FaultRow = Selectable<FaultTable>

export interface FaultFilter {
  readonly chargerId?: string
  /** Only those that the charger has not withdrawn. */
  readonly open?: boolean
}

/** Newest first. */
export function listFaults(
  reader: Reader,
  filter: FaultFilter,
  { limit, cursor }: PageRequest,
): Page<FaultRow> {
  let query = sql
    .selectFrom('fault')
    .selectAll()
    // `+id`: few last, so they are found by their own index and then sorted.
    .orderBy(filter.open ? raw`+id` : 'id', 'desc')
    .limit(limit + 1)
  if (cursor !== null) query = query.where('id', '<', cursor)
  if (filter.chargerId) query = query.where('chargerId', '=', filter.chargerId)
  if (filter.open) query = query.where(raw<boolean>`clearedAt IS NULL`)
  return pageOf(reader.all(query), limit, ({ id }) => id)
}
