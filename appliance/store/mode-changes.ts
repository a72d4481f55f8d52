import { sql as raw, type SelectQueryBuilder, type Selectable } from 'kysely'
import type { ModeChangeOutcome, ModeStep } from '../domain/mode-attempt.ts'
import { prepare } from './prepare.ts'
import { scannedPage, type Page, type PageRequest } from './page.ts'
import type { Schema } from './schema.ts'
import type { ModeChangeTable } from './schema/mode.ts'
import { sql } from './sql.ts'
import type { Reader, Tx } from './store.ts'

export type ModeChangeRow = Selectable<ModeChangeTable>

export type NewModeChange = Omit<ModeChangeRow, 'id'>

const insert = prepare<NewModeChange>((p) =>
  sql.insertInto('modeChange').values({
    entry: p.entry,
    chargerId: p.chargerId,
    fromMode: p.fromMode,
    toMode: p.toMode,
    cause: p.cause,
    startedAt: p.startedAt,
    completedAt: p.completedAt,
    outcome: p.outcome,
    problem: p.problem,
    attempt: p.attempt,
  }),
)

/** Returns its id. */
export function insertModeChange(tx: Tx, change: NewModeChange): number {
  return tx.execute(insert, change).lastId
}

export interface ModeChangeFilter {
  readonly chargerId?: string
  readonly outcome?: ModeChangeOutcome
  /** Only those that the charger refused or that failed. */
  readonly problems?: boolean
  /** UTC text; `from` included, `to` excluded. */
  readonly from?: string
  readonly to?: string
}

/** Newest first. */
export function listModeChanges(
  reader: Reader,
  filter: ModeChangeFilter,
  { limit, cursor }: PageRequest,
): Page<ModeChangeRow> {
  let indexed = sql.selectFrom('modeChange').selectAll().orderBy('id', 'desc')
  if (cursor !== null) indexed = indexed.where('id', '<', cursor)
  if (filter.chargerId) indexed = indexed.where('chargerId', '=', filter.chargerId)
  else if (filter.problems) indexed = indexed.where(isProblem)
  return scannedPage(reader, indexed, (query) => narrow(query, filter), limit)
}

type Query = SelectQueryBuilder<Schema, 'modeChange', ModeChangeRow>

function narrow(query: Query, filter: ModeChangeFilter): Query {
  let narrowed = query
  if (filter.problems) narrowed = narrowed.where(isProblem)
  if (filter.outcome) narrowed = narrowed.where('outcome', '=', filter.outcome)
  if (filter.from) narrowed = narrowed.where('completedAt', '>=', filter.from)
  if (filter.to) narrowed = narrowed.where('completedAt', '<', filter.to)
  return narrowed
}

/** As the index has it. */
const isProblem = raw<boolean>`outcome IN ('rejected', 'failed')`

/** What was done, by `entry`: it is kept in the ledger. */
export function modeChangeSteps(
  reader: Reader,
  entries: readonly number[],
): Map<number, readonly ModeStep[]> {
  const among = raw<number>`(SELECT value FROM json_each(${JSON.stringify(entries)}))`
  const rows = reader.all(sql.selectFrom('ledger').select(['seq', 'body']).where('seq', 'in', among))
  return new Map(rows.map(({ seq, body }) => [seq, (JSON.parse(body) as { steps?: ModeStep[] }).steps ?? []]))
}
