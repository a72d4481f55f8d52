import type { Selectable } from 'kysely'
import { scannedPage, type Page, type PageRequest } from './page.ts'
import type { FrameTable, TelemetryGapTable } from './schema/telemetry.ts'
import { sql } from './sql.ts'
import type { Reader } from './store.ts'

export interface FrameFilter {
  readonly chargerId: string
  readonly direction?: 'in' | 'out'
  readonly action?: string
}

export type FrameRow = Selectable<FrameTable>
export type GapRow = Selectable<TelemetryGapTable>

/** Newest first. */
export function listFrames(
  reader: Reader,
  { chargerId, direction, action }: FrameFilter,
  { limit, cursor }: PageRequest,
): Page<FrameRow> {
  let indexed = sql.selectFrom('frame').selectAll().where('chargerId', '=', chargerId).orderBy('id', 'desc')
  if (cursor !== null) indexed = indexed.where('id', '<', cursor)
  return scannedPage(
    reader,
    indexed,
    (query) => {
      let narrowed = query
      if (direction) narrowed = narrowed.where('direction', '=', direction)
      if (action) narrowed = narrowed.where('action', '=', action)
      return narrowed
    },
    limit,
  )
}

/**
 * Frames of a charger that were dropped, newest first: those whose stretch of time ends in `(after, until]`,
 * UTC text; null: without that limit.
 */
export function listFrameGaps(
  reader: Reader,
  chargerId: string,
  { after, until }: { readonly after: string | null; readonly until: string | null },
): GapRow[] {
  let query = sql
    .selectFrom('telemetryGap')
    .selectAll()
    .where('lane', '=', 'frame')
    .where((where) => where.or([where('chargerId', 'is', null), where('chargerId', '=', chargerId)]))
    .orderBy('id', 'desc')
    .limit(100)
  if (after !== null) query = query.where('toAt', '>', after)
  if (until !== null) query = query.where('toAt', '<=', until)
  return reader.all(query)
}
