import type { AccessOverride, AccessPolicy } from '../domain/access-mode.ts'
import { capabilityOf, type Capability } from '../domain/capability.ts'
import type { ChargerPasswordMacs } from '../domain/charger-password.ts'
import type { ChargerStatus } from '../domain/charger.ts'
import type { AgreementFacts, IdentifierFacts } from '../domain/decision.ts'
import type { FirmwareProfile } from '../domain/firmware-profile.ts'
import { matchProfile, type ProfileChoice } from '../domain/match-profile.ts'
import type { Protocol } from '../domain/protocol.ts'
import type { TeamRule } from '../domain/team-rule.ts'
import {
  readAgreement,
  readCharger,
  readIdentifier,
  readOverrides,
  readPolicy,
  readTeamRules,
} from './access-facts.ts'
import { listVersion } from './list-version.ts'
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
  readonly policy: AccessPolicy
  /** Those that have not ended yet. */
  readonly overrides: readonly AccessOverride[]
  readonly capability: Capability
  readonly profile: FirmwareProfile
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
  #listVersion: number | null = null

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

  /** Forgets everything; the next question reads the store again. */
  clear(): void {
    this.#chargers.clear()
    this.#identifiers.clear()
    this.#listVersion = null
  }

  #readCharger(id: string): ChargerFacts | null {
    const row = readCharger(this.#reader, id)
    if (!row) return null
    const protocol = (row.protocol ?? 'ocpp1.6') as Protocol
    const { profile, because } = this.#profileOf(row, protocol)
    const { control: freevendSwitch, asksBeforeStart } = profile.freevend
    return {
      id,
      status: row.status,
      isMet: row.vendor !== null,
      password: row.passwordPinned === 1 ? null : row.passwordMac && {
        passwordMac: row.passwordMac,
        passwordMacAlternative: row.passwordMacAlternative,
      },
      policy: readPolicy(this.#reader, id, this.#zone),
      overrides: readOverrides(this.#reader, id),
      capability: capabilityOf({ protocol, freevendSwitch, asksBeforeStart }),
      profile,
      profileWhy: because,
    }
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
