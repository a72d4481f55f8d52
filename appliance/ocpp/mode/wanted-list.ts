import { decide } from '../../domain/decide.ts'
import { identifierLengthLimits } from '../../domain/identifier.ts'
import { earliest, listEnd, nextListChange, timeEdges } from '../../domain/list-end.ts'
import { chooseEntries, listDigest, type ListEntry } from '../../domain/local-list.ts'
import type { IdForm } from '../../domain/profile-vocabulary.ts'
import type { Protocol } from '../../domain/protocol.ts'
import type { TeamRule } from '../../domain/team-rule.ts'
import { toUtcText } from '../../domain/utc-text.ts'
import type { FlowContext } from '../../flows/context.ts'
import type { ChargerFacts } from '../../store/facts.ts'
import { listIdentifiersWithFacts, type IdentifierInList } from '../../store/list-candidates.ts'
import { lastUses } from '../../store/local-lists.ts'

/** The list that a charger is to have. */
export interface WantedList {
  readonly entries: readonly ListEntry[]
  /** How many who may charge there find no room in it. */
  readonly leftOut: number
  readonly digest: string
}

interface Snapshot {
  readonly version: number
  readonly at: Temporal.Instant
  /** When validity or a team's hours next begin or end. Null: not as things stand. */
  readonly until: Temporal.Instant | null
  /** Of each team's hours, those to come. */
  readonly edges: ReadonlyMap<readonly TeamRule[], readonly Temporal.Instant[]>
  readonly identifiers: readonly IdentifierInList[]
  /** Whether who may charge depends on which charger it is. */
  readonly isPerCharger: boolean
  /** By what they depend on: most chargers of a depot have the same. */
  readonly lists: Map<string, WantedList>
}

/** Knows who may charge where while the gateway is away; read from the store once for all chargers. */
export class WantedLists {
  readonly #flow: FlowContext
  #snapshot: Snapshot | null = null

  constructor(flow: FlowContext) {
    this.#flow = flow
  }

  of(charger: ChargerFacts, protocol: Protocol, maxEntries: number): WantedList {
    const snapshot = this.#fresh()
    const { idForm } = charger.profile.localList
    const name = JSON.stringify([protocol, idForm, maxEntries, snapshot.isPerCharger && charger.id])
    let list = snapshot.lists.get(name)
    if (!list) {
      list = this.#choose(this.#allowed(snapshot, charger), protocol, idForm, maxEntries)
      snapshot.lists.set(name, list)
    }
    return list
  }

  #choose(
    allowed: readonly IdentifierInList[],
    protocol: Protocol,
    idForm: IdForm,
    maxEntries: number,
  ): WantedList {
    const fitting = allowed.filter((one) => fitsProtocol(one, protocol) && fitsForm(one, idForm))
    const uses = fitting.length > maxEntries ? lastUses(this.#flow.store) : null
    const candidates = fitting.map(({ key, sealed, type, accessClass, validTo }) => {
      return { key, sealed, type, accessClass, validTo, lastUse: uses?.get(key) ?? null }
    })
    const { entries, leftOut } = chooseEntries(candidates, maxEntries)
    const plain = entries.map(({ key, sealed, type, validTo }) => ({ key, sealed, type, validTo }))
    return { entries: plain, leftOut, digest: listDigest(plain) }
  }

  /** Drops what time has overtaken, and says whether there was such a thing: lists may be behind then. */
  dropLapsed(): boolean {
    if (this.#snapshot === null || this.#isCurrent(this.#snapshot)) return false
    this.#snapshot = null
    return true
  }

  /** Who may charge there now, and until when. */
  #allowed({ identifiers, edges, at }: Snapshot, charger: ChargerFacts): IdentifierInList[] {
    const { zone } = this.#flow
    const occasion = { chargerId: charger.id, zone, at }
    return identifiers.flatMap((one) => {
      const { facts: identifier, agreement, teamRules } = one
      const facts = { chargerId: charger.id, zone, identifier, agreement, teamRules, ...assumed } as const
      if (decide(facts, at).outcome !== 'allow') return []
      const end = listEnd(one, edges.get(teamRules) ?? [], occasion)
      return [{ ...one, validTo: end && toUtcText(end) }]
    })
  }

  #fresh(): Snapshot {
    const known = this.#snapshot
    if (known && known.version === this.#flow.facts.listVersion && this.#isCurrent(known)) return known
    return (this.#snapshot = this.#take())
  }

  #take(): Snapshot {
    const { facts, store, clock, zone } = this.#flow
    const at = clock.now()
    const identifiers = listIdentifiersWithFacts(store)
    const ofTeams = new Set(identifiers.map(({ teamRules }) => teamRules))
    const edges = new Map([...ofTeams].map((rules) => [rules, timeEdges(rules, zone, at)]))
    const changes = identifiers.map((one) => nextListChange(one, edges.get(one.teamRules) ?? [], at))
    const isPerCharger = [...ofTeams].flat().some(({ scope }) => scope.chargerIds !== null)
    const until = earliest(changes)
    return { version: facts.listVersion, at, until, edges, identifiers, isPerCharger, lists: new Map() }
  }

  #isCurrent({ at, until }: Snapshot): boolean {
    const now = this.#flow.clock.now()
    // The clock may have been put back too.
    if (Temporal.Instant.compare(now, at) < 0) return false
    return until === null || Temporal.Instant.compare(now, until) < 0
  }
}

/** The list is made while all is well; it is for when it is not. */
const assumed = {
  capability: 'fully_supported',
  clock: 'synchronised',
  list: { version: 0, ageS: 0, maxAgeS: null },
  fallback: 'use_last_known',
  openSessionsElsewhere: 0,
} as const

function fitsProtocol({ lengthCharacters }: IdentifierInList, protocol: Protocol): boolean {
  return lengthCharacters <= identifierLengthLimits[protocol]
}

function fitsForm({ type }: IdentifierInList, form: IdForm): boolean {
  return form !== 'hex' || type === 'rfid' || type === 'mac'
}
