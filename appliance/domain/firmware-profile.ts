import type { CapabilityFacts } from './capability.ts'
import type { IdentifierRules } from './identifier.ts'
import type { Protocol } from './protocol.ts'

/** Departures from the standard that are put up with where a profile says so; each use is logged and counted. */
export const tolerances = [
  'timestamp_without_zone',
  'clock_far_off',
  'missing_timestamp',
  'nul_bytes',
  'trailing_blanks',
  'key_letter_case',
  'booleans_as_strings',
  'numbers_as_strings',
  'empty_meter_values',
  'misplaced_meter_values',
  'unknown_fields',
  'unknown_enum_values',
  'texts_too_long',
  'missing_subprotocol',
] as const
export type Tolerance = (typeof tolerances)[number]

/** How well something is known: by tests of our own, vendor papers, public code, issue threads, or a guess. */
export const profileConfidences = ['tested', 'documented', 'seen in code', 'forum', 'inferred'] as const
export type ProfileConfidence = (typeof profileConfidences)[number]

/** A statement about a charger with its grounds. */
export interface ProfileClaim {
  readonly because: string
  readonly confidence: ProfileConfidence
  readonly source: string
}

/** Which chargers a profile is for. Texts may hold `*` and compare without regard to case. */
export interface ProfileMatch {
  readonly protocols: readonly Protocol[]
  readonly vendor?: string
  readonly model?: string
  readonly firmware?: string
}

export interface ProfileTimings {
  /** How long a charger may take to answer a call. */
  readonly callTimeoutMs: number
  /** How long it may go on charging after a denied start before it is stopped from here. */
  readonly deniedStopAfterS: number
  /** Between two writes of its configuration. */
  readonly writeGapMs: number
  /** Between its boot or reconnect and the first call to it. */
  readonly settleDelayMs: number
}

/** What a charger presents when nobody presented anything. It is never matched to a person. */
export type FreevendIdTag =
  | { readonly kind: 'none' }
  | { readonly kind: 'serial' }
  | { readonly kind: 'constant'; readonly value: string }
  /** What its configuration key of this name holds. */
  | { readonly kind: 'configured'; readonly key: string }

/** How the charger behaves when anyone may charge, and how that is switched. */
export interface ProfileFreevend {
  readonly control: CapabilityFacts['freevendSwitch']
  readonly asksBeforeStart: boolean
  readonly idTag: FreevendIdTag
}

/**
 * What to do with a charger that connects without a BootNotification and has never told what it is: `trigger`
 * one, or `never` call it before it boots by itself, for calls before the boot make some restart in a loop.
 */
export const bootAfterReconnectRules = ['trigger', 'never'] as const
export type BootAfterReconnect = (typeof bootAfterReconnectRules)[number]

/** All that the gateway does differently for one kind of charger. */
export interface FirmwareProfile {
  /** `<vendor>/<model>`, as the file is called. */
  readonly id: string
  readonly title: string
  readonly match: ProfileMatch
  readonly tolerances: readonly (ProfileClaim & { readonly name: Tolerance })[]
  readonly identifier: IdentifierRules
  readonly timings: ProfileTimings
  readonly heartbeatIntervalS: number
  readonly maxFrameBytes: number
  readonly bootAfterReconnect: BootAfterReconnect
  readonly freevend: ProfileFreevend
  /** Grounds for everything that differs from the generic profile, and what else people should know. */
  readonly claims: readonly ProfileClaim[]
}

/** A profile that states only how it differs from another. */
export type ProfileExtension = Pick<FirmwareProfile, 'id' | 'title' | 'match'> &
  Partial<Omit<FirmwareProfile, 'id' | 'title' | 'match' | 'timings'>> & {
    /** The other's id. */
    readonly extends: string
    readonly timings?: Partial<ProfileTimings>
  }

/** A profile as it is written. */
export type FirmwareProfileFile = (FirmwareProfile & { readonly extends?: never }) | ProfileExtension

/** Fills an extension up from what it extends; its own tolerances come on top, its claims stand alone. */
export function extendProfile(base: FirmwareProfile, extension: ProfileExtension): FirmwareProfile {
  const { extends: _, timings, tolerances: own = [], claims = [], ...rest } = extension
  const named = new Set(own.map(({ name }) => name))
  return {
    ...base,
    ...rest,
    claims,
    timings: { ...base.timings, ...timings },
    tolerances: [...own, ...base.tolerances.filter(({ name }) => !named.has(name))],
  }
}

export function tolerates(profile: FirmwareProfile, name: Tolerance): boolean {
  return profile.tolerances.some((tolerance) => tolerance.name === name)
}
