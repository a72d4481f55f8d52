import { decide } from '../../domain/decide.ts'
import { identifierLengthLimits } from '../../domain/identifier.ts'
import { chooseEntries, listDigest, type ListEntry } from '../../domain/local-list.ts'
import type { IdForm } from '../../domain/profile-vocabulary.ts'
import type { Protocol } from '../../domain/protocol.ts'
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

/** Validity begins and ends, and teams' hours: so often the list is looked at anew although nothing changed. */
const freshForMs = 600_000

interface Snapshot {
  readonly version: number
  readonly atMs: number
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

  #allowed({ identifiers }: Snapshot, charger: ChargerFacts): IdentifierInList[] {
    const now = this.#flow.clock.now()
    const { zone } = this.#flow
    return identifiers.filter(({ facts: identifier, agreement, teamRules }) => {
      const facts = { chargerId: charger.id, zone, identifier, agreement, teamRules, ...assumed } as const
      return decide(facts, now).outcome === 'allow'
    })
  }

  #fresh(): Snapshot {
    const { facts, store, clock } = this.#flow
    const atMs = clock.monotonicMs()
    const version = facts.listVersion
    const known = this.#snapshot
    if (known && known.version === version && atMs - known.atMs < freshForMs) return known
    const identifiers = listIdentifiersWithFacts(store)
    const rules = identifiers.flatMap(({ teamRules }) => teamRules)
    const isPerCharger = rules.some(({ scope }) => scope.chargerIds !== null)
    return (this.#snapshot = { version, atMs, identifiers, isPerCharger, lists: new Map() })
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
