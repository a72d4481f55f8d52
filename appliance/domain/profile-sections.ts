import type {
  BooleanSpelling,
  IdForm,
  InvalidAnswerBehaviour,
  KeyAccess,
  KeyType,
  LocalListSupport,
  OfflineEnforcement,
  OpenRemoteStart,
  ProfileConfidence,
  ReadAllResult,
  RebootNeed,
  StandardKey,
  YesNoUnknown,
} from './profile-vocabulary.ts'

/** A statement about a charger with its grounds. */
export interface ProfileClaim {
  readonly because: string
  readonly confidence: ProfileConfidence
  readonly source: string
}

/** A part of a profile with the grounds for what it says. */
export type Grounded<Section> = Section & { readonly claims?: readonly ProfileClaim[] }

export interface ProfileTimings {
  /** How long a charger may take to answer a call. */
  readonly callTimeoutMs: number
  /**
   * How long it waits for the answer to an Authorize before it gives up. OCPP sets no time; chargers wait as long
   * as for any message, which in 2.x is `OCPPCommCtrlr.MessageTimeout`, and mostly half a minute.
   */
  readonly authorisationWaitS: number
  /** How long it may go on charging after a denied start before it is stopped from here. */
  readonly deniedStopAfterS: number
  /** Between two writes of its configuration. */
  readonly writeGapMs: number
  /** Between its boot or reconnect and the first call to it. */
  readonly settleDelayMs: number
}

/**
 * A vendor's key by which the charger is told whom to let in while the gateway is away, by the offline policy.
 * `null` leaves it as it is.
 */
export interface OfflineKey extends ProfileClaim {
  /** As the charger spells it; in OCPP 2.x `Component.Variable`. */
  readonly key: string
  readonly type: KeyType
  /** While anyone may charge. */
  readonly open: string | null
  readonly listedOnly: string | null
  readonly denyAll: string | null
  readonly reboot: RebootNeed
  readonly readonly: boolean
}

/** Whom the charger lets in while the gateway is away, beside what the standard's keys say. */
export interface ProfileOffline {
  readonly enforcement: OfflineEnforcement
  readonly keys: readonly OfflineKey[]
}

/** How a key of the standard is departed from. */
export interface StandardKeyDeparture extends ProfileClaim {
  readonly key: StandardKey
  /** The name by which this charger knows it; letter case does not matter. */
  readonly spelling?: string
  /** Absent: it is there and can be written. */
  readonly access?: KeyAccess
  /** Its value as the charger comes from the factory, as the charger writes it. */
  readonly factory?: string
}

/** How the charger's configuration is read and written. */
export interface ProfileConfiguration {
  /** Keys in one GetConfiguration; null: ask the charger (GetConfigurationMaxKeys). */
  readonly maxKeysPerRead: number | null
  readonly readAll: ReadAllResult
  readonly booleans: BooleanSpelling
  /** Whether it knows ClearCache. */
  readonly clearCache: YesNoUnknown
  readonly keys: readonly StandardKeyDeparture[]
}

export interface ProfileLocalList {
  readonly support: LocalListSupport
  /** Identifiers that it holds; null: ask the charger. */
  readonly maxEntries: number | null
  /** Identifiers in one SendLocalList; null: ask the charger. */
  readonly maxPerMessage: number | null
  /** Whether it takes differential updates. */
  readonly differential: YesNoUnknown
  readonly idForm: IdForm
}

export interface ProfileRemoteStart {
  readonly idForm: IdForm
  readonly whileOpen: OpenRemoteStart
  /** Whether it accepts one in managed access. */
  readonly whileManaged: YesNoUnknown
  /** Whether it refuses one without connector, which the standard leaves out where any will do. */
  readonly needsConnector: boolean
}

/** What happens when the charger restarts. */
export interface ProfileRestart {
  /** Until then it is connected again; later than that the restart has failed. */
  readonly backWithinS: number
  /** From power-up until it acts by its configuration and asks. */
  readonly unruledForS: number
  /** Local time of day, `03:00`, at which it restarts by itself; null: it does not. */
  readonly dailyAt: string | null
}

export interface ProfileInvalidAnswer {
  readonly behaviour: InvalidAnswerBehaviour
  /** With `energy_limited`: what it gives before it stops. */
  readonly maxEnergyWh: number | null
}
