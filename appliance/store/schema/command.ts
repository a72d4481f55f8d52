import type { Generated } from 'kysely'

/** A message that a person or a token had the gateway send to a charger. */
export interface CommandTable {
  id: Generated<number>
  chargerId: string
  action: string
  /** JSON, redacted. */
  payload: string
  actor: string
  requestId: string | null
  at: string
  /** Null while the charger has not answered. */
  outcome: string | null
  /** JSON, redacted. */
  response: string | null
  completedAt: string | null
}
