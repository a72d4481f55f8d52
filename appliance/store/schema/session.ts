import type { Generated } from 'kysely'
import type { AccessMode } from '../../domain/access-mode.ts'
import type { AccessClass } from '../../domain/identifier.ts'
import type { SessionState } from '../../domain/session.ts'
import type { StopReason } from '../../domain/stop-reason.ts'

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
  /** The start's timestamp as the charger gave it, in one spelling: a start that is sent again is known by it. */
  reportedStart: string | null
  endedAt: string | null
  /** When the first message reached the gateway. */
  receivedAt: string
  meterStartWh: number | null
  meterStopWh: number | null
  energyWh: number | null
  stopReason: StopReason | null
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

/**
 * What the charger has told of a session so far: working memory, from which the session is computed when
 * more arrives, late or twice. Not history: a while after the end it is dropped.
 */
export interface SessionFoldTable {
  sessionId: number
  /** JSON of `TransactionFold`. */
  fold: string
}
