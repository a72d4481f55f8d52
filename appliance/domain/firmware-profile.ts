import type { IdentifierRules } from './identifier.ts'
import type { ProfileFreevend } from './profile-freevend.ts'
import type {
  Grounded,
  ProfileClaim,
  ProfileConfiguration,
  ProfileInvalidAnswer,
  ProfileLocalList,
  ProfileOffline,
  ProfileRemoteStart,
  ProfileRestart,
  ProfileTimings,
} from './profile-sections.ts'
import type { BootAfterReconnect } from './profile-vocabulary.ts'
import type { Protocol } from './protocol.ts'

/** Departures from the standard that are put up with where a profile says so; each use is logged and counted. */
export const tolerances = [
  'timestamp_without_zone',
  'clock_far_off',
  'missing_timestamp',
  'missing_id_tag',
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

/**
 * Which chargers a profile is for. Texts compare without regard to case; `*` in them stands for any text, `|`
 * parts alternatives. Firmware may also be a range of versions: `>=1.8 <1.9`.
 */
export interface ProfileMatch {
  readonly protocols: readonly Protocol[]
  readonly vendor?: string
  readonly model?: string
  readonly firmware?: string
  /** False: only ever chosen by a person, because nothing tells these chargers apart. */
  readonly automatic?: boolean
}

/** All that the gateway does differently for one kind of charger. */
export interface FirmwareProfile {
  /** `<vendor>/<model>`, as the file is called. */
  readonly id: string
  readonly title: string
  readonly match: Grounded<ProfileMatch>
  readonly tolerances: readonly (ProfileClaim & { readonly name: Tolerance })[]
  readonly identifier: Grounded<IdentifierRules>
  readonly timings: Grounded<ProfileTimings>
  readonly heartbeatIntervalS: number
  readonly maxFrameBytes: number
  readonly bootAfterReconnect: BootAfterReconnect
  readonly freevend: Grounded<ProfileFreevend>
  readonly offline: Grounded<ProfileOffline>
  readonly configuration: Grounded<ProfileConfiguration>
  readonly localList: Grounded<ProfileLocalList>
  readonly remoteStart: Grounded<ProfileRemoteStart>
  readonly restart: Grounded<ProfileRestart>
  readonly invalidAnswer: Grounded<ProfileInvalidAnswer>
  /** Grounds for what stands beside the sections, and what else people should know. */
  readonly claims: readonly ProfileClaim[]
}

/** The parts of a profile that an extension completes field by field; each carries its own grounds. */
export const profileSections = [
  'identifier',
  'timings',
  'freevend',
  'offline',
  'configuration',
  'localList',
  'remoteStart',
  'restart',
  'invalidAnswer',
] as const
type Section = (typeof profileSections)[number]

/** A profile that states only how it differs from another. */
export type ProfileExtension = Pick<FirmwareProfile, 'id' | 'title' | 'match'> &
  Partial<Omit<FirmwareProfile, 'id' | 'title' | 'match' | Section>> & {
    readonly [Name in Section]?: Partial<FirmwareProfile[Name]>
  } & {
    /** The other's id. */
    readonly extends: string
  }

/** A profile as it is written. */
export type FirmwareProfileFile = (FirmwareProfile & { readonly extends?: never }) | ProfileExtension

/**
 * Fills an extension up from what it extends: sections field by field; tolerances, departures of standard keys
 * and claims on top of those that are there.
 */
export function extendProfile(base: FirmwareProfile, extension: ProfileExtension): FirmwareProfile {
  const { extends: _, ...own } = extension
  const configuration = extendSection(base.configuration, own.configuration)
  return {
    ...base,
    ...own,
    tolerances: onTop(own.tolerances, base.tolerances, ({ name }) => name),
    identifier: extendSection(base.identifier, own.identifier),
    timings: extendSection(base.timings, own.timings),
    freevend: extendSection(base.freevend, own.freevend),
    offline: extendSection(base.offline, own.offline),
    configuration: {
      ...configuration,
      keys: onTop(own.configuration?.keys, base.configuration.keys, ({ key }) => key),
    },
    localList: extendSection(base.localList, own.localList),
    remoteStart: extendSection(base.remoteStart, own.remoteStart),
    restart: extendSection(base.restart, own.restart),
    invalidAnswer: extendSection(base.invalidAnswer, own.invalidAnswer),
    claims: [...(own.claims ?? []), ...base.claims],
  }
}

export function tolerates(profile: FirmwareProfile, name: Tolerance): boolean {
  return profile.tolerances.some((tolerance) => tolerance.name === name)
}

/** Everything that a profile claims outside of its tolerances, for people to read. */
export function claimsOf(profile: FirmwareProfile): ProfileClaim[] {
  const { match, freevend, offline, configuration, claims } = profile
  return [
    ...(match.claims ?? []),
    ...freevend.keys,
    ...offline.keys,
    ...configuration.keys,
    ...profileSections.flatMap((section) => profile[section].claims ?? []),
    ...claims,
  ].map(({ because, confidence, source }) => ({ because, confidence, source }))
}

function extendSection<S extends object>(base: Grounded<S>, own: Partial<Grounded<S>> = {}): Grounded<S> {
  const claims = [...(own.claims ?? []), ...(base.claims ?? [])]
  return { ...base, ...own, ...(claims.length > 0 && { claims }) }
}

/** Entries of an extension before those of its base, of which it replaces those of the same name. */
function onTop<T>(own: readonly T[] = [], base: readonly T[], nameOf: (entry: T) => string): readonly T[] {
  const named = new Set(own.map(nameOf))
  return [...own, ...base.filter((entry) => !named.has(nameOf(entry)))]
}
