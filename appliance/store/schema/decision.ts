import type { AccessClass } from '../../domain/identifier.ts'

/** What decisions are looked up by. The record itself is the ledger entry of the same number. */
export interface DecisionTable {
  /** The ledger's `seq`. */
  id: number
  at: string
  chargerId: string
  evseId: number | null
  connectorId: number | null
  outcome: 'allow' | 'deny'
  reason: string
  accessClass: AccessClass
  identifierKey: string | null
  maskedIdentifier: string | null
  /** 1: what would have happened; the charger was open while managed access was being introduced. */
  observed: 0 | 1
}
