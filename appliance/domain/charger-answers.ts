import type { Protocol } from './protocol.ts'

/** What a charger with one firmware answered when it was asked what it can do. */
export interface ChargerAnswers {
  /** The firmware that answered: another one is asked again. Null: it names none. */
  readonly firmware: string | null
  readonly protocol: Protocol
  /** UTC text. */
  readonly at: string
  /** The names that it was asked for: what another profile names has to be asked for anew. */
  readonly asked: readonly string[]
  /** The settings that it has of those that matter, and which of them it calls read-only. */
  readonly settings: readonly { readonly name: string; readonly readonly: boolean }[]
  /** `SupportedFeatureProfiles` of OCPP 1.6; null: not told. */
  readonly featureProfiles: readonly string[] | null
  /** Keys in one GetConfiguration, or variables in one GetVariables; null: not told. */
  readonly maxKeysPerRead: number | null
  /** Identifiers that its list holds; null: not told. */
  readonly listMaxEntries: number | null
  /** Identifiers in one SendLocalList; null: not told. */
  readonly listMaxPerMessage: number | null
  /** OCPP 2.x, `LocalAuthListCtrlr.Available`; null: not told. */
  readonly listAvailable: boolean | null
}

/** What was proved at a charger by doing it, with one firmware. */
export interface ChargerProofs {
  readonly firmware: string | null
  /** Free charging: `switched` and read back, `written` (taken and read back as it was), or refused. */
  readonly freevend: 'switched' | 'written' | 'refused' | null
  /** The list of identifiers: taken, or refused although it claims to keep one. */
  readonly localList: 'taken' | 'refused' | null
  /** Settings, in lower case, that it refuses or takes without effect. */
  readonly refused: readonly string[]
  /** Since when a change waits for a restart; UTC text. Null: nothing does. */
  readonly restartOwedSince: string | null
}

export const nothingProved: ChargerProofs = {
  firmware: null,
  freevend: null,
  localList: null,
  refused: [],
  restartOwedSince: null,
}

/** What still counts of what was proved: another firmware may do otherwise, but a restart that is owed is owed. */
export function proofsFor(proofs: ChargerProofs | null, firmware: string | null): ChargerProofs {
  if (proofs === null) return { ...nothingProved, firmware }
  if (proofs.firmware === firmware) return proofs
  return { ...nothingProved, firmware, restartOwedSince: proofs.restartOwedSince }
}
