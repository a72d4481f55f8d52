import { sql as raw } from 'kysely'
import type { SessionRecord } from '../domain/session-record.ts'
import { fromRow } from './sessions.ts'
import { sql } from './sql.ts'
import type { Reader } from './store.ts'

export interface OpenSessionAtBoundary {
  readonly session: SessionRecord
  /** When managed access began at its charger; UTC text. */
  readonly since: string
}

/**
 * Running sessions that began before managed access did. One that was told only afterwards counts if it began in
 * freevend; otherwise it was judged when it was told.
 */
export function listSessionsAtBoundary(reader: Reader): OpenSessionAtBoundary[] {
  const rows = reader.all(
    sql
      .selectFrom('session')
      // SQLite keeps the order of a cross join: from the few open sessions to the mode of each one's charger.
      .crossJoin('chargerMode')
      .selectAll('session')
      .select('chargerMode.expectedSince as since')
      .where('session.state', '<>', raw.lit('ended'))
      .whereRef('chargerMode.chargerId', '=', 'session.chargerId')
      .where('chargerMode.expectedMode', '=', 'managed_access')
      .whereRef('session.startedAt', '<', 'chargerMode.expectedSince')
      .where((where) =>
        where.or([
          where('session.accessMode', '=', 'freevend'),
          where('session.receivedAt', '<', where.ref('chargerMode.expectedSince')),
        ]),
      )
      .orderBy(raw`+session.id`),
  )
  return rows.map(({ since, ...row }) => ({ session: fromRow(row), since }))
}
