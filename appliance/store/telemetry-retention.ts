import { prepare } from './prepare.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'
import { extendRetentionGap } from './telemetry-gaps.ts'

export type TelemetryLane = 'meter' | 'frame'

type Ids = { readonly from: number; readonly to: number }
type Aged = { id: number; at: string }

/**
 * Bytes of a row besides its long text, its share of indexes and half-empty pages included: measured with
 * SQLite's dbstat, whose own count would read the whole table.
 */
const overheadBytes: Readonly<Record<TelemetryLane, number>> = { meter: 75, frame: 130 }
const probes = 256

const lanes = {
  meter: {
    table: 'meterSample',
    oldest: prepare<{ limit: number }, Aged>((p) =>
      sql.selectFrom('meterSample').select(['id', 'at']).orderBy('id').limit(p.limit),
    ),
    remove: prepare<{ untilId: number }>((p) => sql.deleteFrom('meterSample').where('id', '<=', p.untilId)),
    size: prepare<{ id: number }, { bytes: number }>((p) =>
      sql
        .selectFrom('meterSample')
        .select((column) => column.fn<number>('octet_length', ['samples']).as('bytes'))
        .where('id', '=', p.id),
    ),
  },
  frame: {
    table: 'frame',
    oldest: prepare<{ limit: number }, Aged>((p) =>
      sql.selectFrom('frame').select(['id', 'at']).orderBy('id').limit(p.limit),
    ),
    remove: prepare<{ untilId: number }>((p) => sql.deleteFrom('frame').where('id', '<=', p.untilId)),
    size: prepare<{ id: number }, { bytes: number }>((p) =>
      sql
        .selectFrom('frame')
        .select((column) => column.fn<number>('octet_length', ['text']).as('bytes'))
        .where('id', '=', p.id),
    ),
  },
} as const

/** Up to where a lane is to be trimmed: rows from before an instant (UTC text), and rows up to an id. */
export interface TrimBound {
  readonly before: string
  /** 0: none. */
  readonly untilId: number
}

/**
 * Deletes the oldest rows of a lane, `limit` at most, and widens the record of what is gone. Returns how many;
 * fewer than `limit` means that the bound is reached. Rows lie in the order in which they came, so that the first
 * one that is young enough ends it: one that was sent late goes with those that came along with it.
 */
export function deleteOldest(tx: Tx, lane: TelemetryLane, bound: TrimBound, limit: number): number {
  const rows = tx.findAll(lanes[lane].oldest, { limit })
  const kept = rows.findIndex(({ id, at }) => id > bound.untilId && at >= bound.before)
  const gone = kept < 0 ? rows : rows.slice(0, kept)
  const last = gone.at(-1)
  if (last === undefined) return 0
  tx.execute(lanes[lane].remove, { untilId: last.id })
  const times = gone.map(({ at }) => at).sort()
  extendRetentionGap(tx, {
    lane,
    fromAt: times[0] ?? last.at,
    toAt: times.at(-1) ?? last.at,
    count: gone.length,
  })
  return gone.length
}

/** The id up to which a lane must go so that the rest takes about `maxBytes`; 0 when it fits. */
export function surplusUntilId(reader: Reader, lane: TelemetryLane, maxBytes: number): number {
  const ids = idsOf(reader, lane)
  const bytes = estimateBytes(reader, lane, ids)
  if (ids === null || bytes <= maxBytes) return 0
  return ids.from + Math.floor((ids.to - ids.from + 1) * (1 - maxBytes / bytes)) - 1
}

/** What a lane takes on disk, from rows spread evenly over it: no scan, however many there are. */
function estimateBytes(reader: Reader, lane: TelemetryLane, ids: Ids | null): number {
  if (ids === null) return 0
  const span = ids.to - ids.from + 1
  const tried = Math.min(span, probes)
  let bytes = 0
  for (let probe = 0; probe < tried; probe++) {
    const id = ids.from + Math.floor((probe * span) / tried)
    const row = reader.find(lanes[lane].size, { id })
    if (row !== undefined) bytes += row.bytes + overheadBytes[lane]
  }
  return (bytes / tried) * span
}

function idsOf(reader: Reader, lane: TelemetryLane): Ids | null {
  const end = (direction: 'asc' | 'desc') =>
    reader.get(sql.selectFrom(lanes[lane].table).select('id').orderBy('id', direction).limit(1))?.id
  const [from, to] = [end('asc'), end('desc')]
  return from === undefined || to === undefined ? null : { from, to }
}

/** Deletes records of gaps that ended before an instant, `limit` at most; the record of what is gone stays. */
export function deleteOldGaps(tx: Tx, lane: TelemetryLane, before: string, limit: number): number {
  const oldest = sql
    .selectFrom('telemetryGap')
    .select('id')
    .where('lane', '=', lane)
    .where('reason', '<>', 'retention')
    .orderBy('id')
    .limit(limit)
  return tx.run(sql.deleteFrom('telemetryGap').where('id', 'in', oldest).where('toAt', '<', before)).changes
}
