import type { Generated } from 'kysely'
import type { AccessMode, ModeStatus } from '../../domain/access-mode.ts'
import type { ModeChangeOutcome } from '../../domain/mode-attempt.ts'
import type { ExpectedBecause } from '../../domain/rollout.ts'

/** The mode that a charger is to be in, beside the one that it is known to be in. Never merged. */
export interface ChargerModeTable {
  chargerId: string
  expectedMode: AccessMode
  /** JSON of `ExpectedBecause`. */
  expectedBecause: string
  /** When the expected mode last became another one. */
  expectedSince: string
  observedMode: AccessMode | null
  observedAt: string | null
  status: ModeStatus
  /** How often the expected mode has been tried so far. */
  attempt: number
  lastAttemptAt: string | null
  nextAttemptAt: string | null
  problem: string | null
  /** Boundaries since the last confirmation that passed without an attempt. */
  missed: number
}

/** What became of one attempt, or of a change that none was made for. Its steps are in the ledger entry. */
export interface ModeChangeTable {
  id: Generated<number>
  /** `seq` of the ledger entry, which speaks of several chargers where the same became of them. */
  entry: number
  chargerId: string
  /** As observed before; null: not known. */
  fromMode: AccessMode | null
  toMode: AccessMode
  cause: ExpectedBecause['source'] | 'drift'
  startedAt: string
  completedAt: string
  outcome: ModeChangeOutcome
  problem: string | null
  attempt: number
}

export const localListStatuses = ['in_step', 'behind', 'failed', 'unsupported'] as const

/** The list of identifiers that a charger was given for when the gateway is away. */
export interface LocalListTable {
  chargerId: string
  version: number
  /** Of what it was given, to tell whether it is behind. */
  digest: string
  entries: number
  sentAt: string | null
  status: (typeof localListStatuses)[number]
  problem: string | null
  /** How many entries it took before it refused more; null: it has not. */
  foundLimit: number | null
}
