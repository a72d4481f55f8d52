import type { AccessMode, AccessOverride } from '../domain/access-mode.ts'
import type { Capability } from '../domain/capability.ts'
import { establishCapability } from '../domain/charger-capability.ts'
import type { ChargerPasswordMacs } from '../domain/charger-password.ts'
import type { ChargerStatus } from '../domain/charger.ts'
import type { AgreementFacts, IdentifierFacts } from '../domain/decision.ts'
import type { FirmwareProfile } from '../domain/firmware-profile.ts'
import { matchProfile, type ProfileChoice } from '../domain/match-profile.ts'
import type { Protocol } from '../domain/protocol.ts'
import type { RolloutStage } from '../domain/rollout.ts'
import type { TeamRule } from '../domain/team-rule.ts'
import { fromUtcText } from '../domain/utc-text.ts'
import { readAgreement, readCharger, readIdentifier, readOverrides, readTeamRules } from './access-facts.ts'
import { findFindings } from './charger-answers.ts'
import { readObservedMode } from './charger-modes.ts'
import { listRefreshedAt, listVersion } from './list-version.ts'
import { governingPolicy, withWindows, type GoverningPolicy } from './policies.ts'
import { stageOf } from './rollouts.ts'
import type { ChargerTable } from './schema/charger.ts'
import type { Reader } from './store.ts'

/** What decisions at a charger rest on. */
export interface ChargerFacts {
  readonly id: string
  readonly status: ChargerStatus
  /** Whether it has ever said what it is. */
  readonly isMet: boolean
  /** Null where it has no password that a person set or adopted. */
  readonly password: ChargerPasswordMacs | null
  /** Null outside of every group. */
  readonly groupId: number | null
  readonly policy: GoverningPolicy
  /** Those in force, and those that ended not long ago. */
  readonly overrides: readonly AccessOverride[]
  /** How far its policy is enforced. */
  readonly stage: RolloutStage
  /** The mode that it is known to be in; null: not known. */
  readonly observedMode: AccessMode | null
  readonly capability: Capability
  readonly profile: FirmwareProfile
  /** What it presents when nobody presented anything; null: nothing. */
  readonly freevendIdTag: string | null
  /** Why this profile, in a sentence. */
  readonly profileWhy: string
}

/** What is known of an identifier in the list. */
export interface KnownIdentifier extends IdentifierFacts {
  readonly id: number
  readonly agreement: AgreementFacts | null
  readonly teamRules: readonly TeamRule[]
}

/** More identifiers than come to one depot's chargers in a day. */
const identifierLimit = 20_000

/**
 * What decisions rest on, read from the store once and kept until something changes it. One process writes
 * the database, so whoever writes calls `clear`; so does the group commit when it undoes a write.
 */
export class Facts {
  readonly #reader: Reader
  readonly #profiles: readonly FirmwareProfile[]
  readonly #zone: string
  readonly #chargers = new Map<string, ChargerFacts>()
  readonly #identifiers = new Map<string, KnownIdentifier | null>()
  readonly #policies = new Map<string, GoverningPolicy>()
  #listVersion: number | null = null
  #listRefreshedAt: Temporal.Instant | null | undefined = undefined

  constructor(reader: Reader, profiles: readonly FirmwareProfile[], zone: string) {
    this.#reader = reader
    this.#profiles = profiles
    this.#zone = zone
  }

  /** Null for a charger that has never been seen or added. */
  charger(id: string): ChargerFacts | null {
    const known = this.#chargers.get(id)
    if (known) return known
    const facts = this.#readCharger(id)
    // Strangers are not kept: anybody can make up identities.
    if (facts) this.#chargers.set(id, facts)
    return facts
  }

  /** What a charger said of itself has changed. */
  forgetCharger(id: string): void {
    this.#chargers.delete(id)
  }

  /** Null for an identifier that is not in the list. `key` as `identifierKey` makes it. */
  identifier(key: string): KnownIdentifier | null {
    let facts = this.#identifiers.get(key)
    if (facts === undefined) {
      if (this.#identifiers.size >= identifierLimit) this.#identifiers.clear()
      facts = this.#readIdentifier(key)
      this.#identifiers.set(key, facts)
    }
    return facts
  }

  get listVersion(): number {
    return (this.#listVersion ??= listVersion(this.#reader))
  }

  /** Null: nobody else keeps the list. */
  get listRefreshedAt(): Temporal.Instant | null {
    if (this.#listRefreshedAt === undefined) {
      const text = listRefreshedAt(this.#reader)
      this.#listRefreshedAt = text === null ? null : fromUtcText(text)
    }
    return this.#listRefreshedAt
  }

  /** Forgets everything; the next question reads the store again. */
  clear(): void {
    this.#chargers.clear()
    this.#identifiers.clear()
    this.#policies.clear()
    this.#listVersion = null
    this.#listRefreshedAt = undefined
  }

  #readCharger(id: string): ChargerFacts | null {
    const row = readCharger(this.#reader, id)
    if (!row) return null
    const protocol = (row.protocol ?? 'ocpp1.6') as Protocol
    const { profile, because } = this.#profileOf(row, protocol)
    return {
      id,
      status: row.status,
      isMet: row.vendor !== null,
      password:
        row.passwordPinned === 1
          ? null
          : row.passwordMac && {
              passwordMac: row.passwordMac,
              passwordMacAlternative: row.passwordMacAlternative,
            },
      groupId: row.groupId,
      policy: this.#policyOf(row),
      overrides: readOverrides(this.#reader, id),
      stage: stageOf(this.#reader, id),
      observedMode: readObservedMode(this.#reader, id),
      capability: establishCapability({ profile, protocol, ...findFindings(this.#reader, id) }),
      profile,
      freevendIdTag: freevendIdTagOf(profile, row.serial),
      profileWhy: because,
    }
  }

  /** Chargers under one policy share it, with its windows. */
  #policyOf({ id, groupId }: ChargerTable): GoverningPolicy {
    const row = governingPolicy(this.#reader, { chargerId: id, groupId })
    const name = `${row.scope}:${row.scopeId}`
    const known = this.#policies.get(name)
    if (known) return known
    const policy = withWindows(this.#reader, row, this.#zone)
    this.#policies.set(name, policy)
    return policy
  }

  #profileOf(charger: ChargerTable, protocol: Protocol): ProfileChoice {
    const chosen = this.#profiles.find(({ id }) => id === charger.profileId)
    if (chosen) return { profile: chosen, because: 'Chosen by hand for this charger.' }
    const { vendor, model, firmware } = charger
    const match = matchProfile(this.#profiles, { vendor, model, firmware, protocol })
    if (!match) throw new Error(`no firmware profile is for ${protocol}`)
    return match
  }

  #readIdentifier(key: string): KnownIdentifier | null {
    const identifier = readIdentifier(this.#reader, key)
    if (!identifier) return null
    return {
      ...identifier,
      agreement: identifier.agreementId === null ? null : readAgreement(this.#reader, identifier.agreementId),
      teamRules: identifier.fleet === null ? [] : readTeamRules(this.#reader, identifier.fleet),
    }
  }
}

function freevendIdTagOf({ freevend }: FirmwareProfile, serial: string | null): string | null {
  const { idTag } = freevend
  switch (idTag.kind) {
    case 'none':
      return null
    case 'serial':
      return serial
    case 'constant':
      return idTag.value
    case 'configured':
      return idTag.value ?? null
  }
}
