import type { Generated } from 'kysely'
import type { AccessClass, IdentifierStatus, IdentifierType } from '../../domain/identifier.ts'

/** What may be presented to start a charge. The raw value is only in `sealed`. */
export interface IdentifierTable {
  id: Generated<number>
  key: string
  sealed: Uint8Array
  maskedIdentifier: string
  type: IdentifierType
  accessClass: AccessClass
  status: IdentifierStatus
  vehicle: string | null
  driver: string | null
  fleet: string | null
  agreementId: number | null
  validFrom: string | null
  validTo: string | null
  /** How many sessions it may run at once; null: any number. */
  concurrencyLimit: number | null
  createdAt: string
  updatedAt: string
}

/** Unknown identifiers that were refused lately, so that one can be enrolled without anybody seeing it. */
export interface UnknownAttemptTable {
  key: string
  sealed: Uint8Array
  maskedIdentifier: string
  type: IdentifierType
  lastSeenAt: string
}
