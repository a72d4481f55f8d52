import type { Generated } from 'kysely'
import type { AccessMode } from '../../domain/access-mode.ts'
import type { AccessClass } from '../../domain/identifier.ts'
import type { SessionState } from '../../domain/session.ts'

/** One transaction, from its first message to its end. */
export interface SessionTable {
  /** In OCPP 1.6 also the transaction id that the charger is given. */
  id: Generated<number>
  chargerId: string
  evseId: number
  connectorId: number
  protocol: string
  /** As the charger names it. Null while only a stop with no start is known. */
  transactionId: string
  state: SessionState
  startedAt: string
  endedAt: string | null
  /** When the first message reached the gateway. */
  receivedAt: string
  meterStartWh: number | null
  meterStopWh: number | null
  energyWh: number | null
  stopReason: string | null
  identifierKey: string | null
  maskedIdentifier: string | null
  accessClass: AccessClass | null
  vehicle: string | null
  accessMode: AccessMode
  decisionId: number | null
  /** JSON array of `SessionFlag`. */
  flags: string
  updatedAt: string
}

/** The `TransactionEvent`s of an OCPP 2.x session, each once; the session is their fold. */
export interface TransactionEventTable {
  sessionId: number
  seqNo: number
  /** JSON of `TransactionFact`. */
  fact: string
}
