import type { Protocol } from '../domain/protocol.ts'
import { sql } from './sql.ts'
import type { Reader } from './store.ts'

const widestFirst: readonly Protocol[] = ['ocpp2.1', 'ocpp2.0.1']

/**
 * The protocol that carries the longest identifiers among the depot's chargers: what none of them can send
 * need not be in the list. OCPP 1.6 while no charger has connected.
 */
export function widestProtocol(reader: Reader): Protocol {
  const rows = reader.all(sql.selectFrom('charger').select('protocol').distinct())
  return widestFirst.find((protocol) => rows.some((row) => row.protocol === protocol)) ?? 'ocpp1.6'
}
