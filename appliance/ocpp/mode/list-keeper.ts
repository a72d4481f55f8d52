import type { ChargerReply } from '../../domain/charger-link.ts'
import { inFull, planList, type ListMessage, type ListPlanInput } from '../../domain/local-list-plan.ts'
import type { ListLimits } from '../../domain/list-limits.ts'
import { toUtcText } from '../../domain/utc-text.ts'
import type { FlowContext } from '../../flows/context.ts'
import { recordLocalList } from '../../flows/record-local-list.ts'
import type { ChargerFacts } from '../../store/facts.ts'
import { findListContent, findLocalList, type LocalList } from '../../store/local-lists.ts'
import { failureText, isNotSupported, type ChargerLine } from './charger-line.ts'
import { listPayload } from './list-messages.ts'
import { WantedLists, type WantedList } from './wanted-list.ts'

/**
 * What came of bringing a charger's list into step. `refused`: it does not keep one, whatever it claims.
 * `failed`: it did not take it this time. `unreachable`: it went away or did not answer.
 */
export type ListOutcome =
  | { readonly kind: 'in_step'; readonly detail: string; readonly sent: boolean }
  | { readonly kind: 'refused' | 'failed' | 'unreachable'; readonly detail: string }

/** Keeps the lists of identifiers in chargers in step with who may charge there. */
export class ListKeeper {
  readonly #flow: FlowContext
  readonly #wanted: WantedLists

  constructor(flow: FlowContext) {
    this.#flow = flow
    this.#wanted = new WantedLists(flow)
  }

  /** Whether a charger lacks what it should have, as far as is known without asking it. */
  isBehind(charger: ChargerFacts, line: Pick<ChargerLine, 'protocol'>, limits: ListLimits): boolean {
    const known = findLocalList(this.#flow.store, charger.id)
    if (known?.status !== 'in_step') return known?.status !== 'unsupported'
    return known.digest !== this.#wanted.of(charger, line.protocol, roomIn(known, limits)).digest
  }

  /** Whether time has changed who may charge since lists were last made. */
  dropLapsed(): boolean {
    return this.#wanted.dropLapsed()
  }

  /** Whether a charger answers for a list of its own, and which version that has. */
  askSupport(line: ChargerLine): Promise<ListSupport> {
    return askVersion(line)
  }

  async bringIntoStep(charger: ChargerFacts, line: ChargerLine, limits: ListLimits): Promise<ListOutcome> {
    const { store } = this.#flow
    const known = findLocalList(store, charger.id)
    const wanted = this.#wanted.of(charger, line.protocol, roomIn(known, limits))
    const asked = await askVersion(line)
    if (asked.kind !== 'version') return this.#note(charger, known, asked, wanted)
    const content = known?.status === 'in_step' ? findListContent(store, known.digest) : null
    const input: ListPlanInput = {
      wanted: wanted.entries,
      sent: known && content ? { version: known.version, entries: content } : null,
      chargerVersion: asked.version,
      maxPerMessage: limits.maxPerMessage,
      takesDifferences: limits.takesDifferences,
    }
    const messages = planList(input)
    const outcome = await this.#send(line, input, messages)
    if (outcome.kind !== 'in_step') return this.#note(charger, known, outcome, wanted)
    const version = outcome.version ?? asked.version
    return this.#inStep(charger, known, wanted, { version, sent: messages.length > 0 })
  }

  async #send(
    line: ChargerLine,
    input: ListPlanInput,
    messages: readonly ListMessage[],
    mayStartOver = true,
  ): Promise<Sent> {
    let taken = 0
    for (const message of messages) {
      const payload = listPayload(line, this.#flow.keys.seal, message)
      const answer = answerOf(await line.change('SendLocalList', payload))
      if (answer === 'mismatch') {
        if (!mayStartOver)
          return { kind: 'failed', detail: 'The charger answered VersionMismatch to a whole list.' }
        const asked = await askVersion(line)
        if (asked.kind !== 'version') return asked
        const chargerVersion = Math.max(asked.version, message.version)
        return this.#send(line, input, inFull({ ...input, sent: null, chargerVersion }), false)
      }
      if (answer !== 'accepted') {
        // A whole list that is refused in a later part has met a limit that the charger did not tell.
        const isFull = messages[0]?.updateType === 'Full' && answer.kind === 'failed'
        return isFull && taken > 0 ? { ...answer, foundLimit: taken } : answer
      }
      taken += message.put.length
    }
    return { kind: 'in_step', version: messages.at(-1)?.version ?? null }
  }

  async #inStep(
    charger: ChargerFacts,
    known: LocalList | undefined,
    wanted: WantedList,
    { version, sent }: { version: number; sent: boolean },
  ): Promise<ListOutcome> {
    const { entries, leftOut, digest } = wanted
    const problem =
      leftOut === 0 ? null : `${leftOut} who may charge here find no room in the charger's list.`
    const detail = sent
      ? `${entries.length} identifiers, version ${version}`
      : `in step at version ${version}`
    if (sent || known?.status !== 'in_step' || known.problem !== problem) {
      const sentAt = sent || !known ? toUtcText(this.#flow.clock.now()) : known.sentAt
      const row = { chargerId: charger.id, version, digest, entries: entries.length, sentAt }
      const foundLimit = known?.foundLimit ?? null
      await recordLocalList(this.#flow, { ...row, status: 'in_step', problem, foundLimit }, entries)
    }
    return { kind: 'in_step', detail: problem === null ? detail : `${detail}. ${problem}`, sent }
  }

  async #note(
    charger: ChargerFacts,
    known: LocalList | undefined,
    outcome: Trouble,
    { digest }: WantedList,
  ): Promise<ListOutcome> {
    const statuses = { refused: 'unsupported', failed: 'failed', unreachable: 'behind' } as const
    const status = statuses[outcome.kind]
    const { version = 0, entries: held = 0, sentAt = null } = known ?? {}
    const foundLimit = outcome.foundLimit ?? known?.foundLimit ?? null
    const isNew = known?.status !== status || known.problem !== outcome.detail
    if (isNew || known.foundLimit !== foundLimit) {
      const row = { chargerId: charger.id, version, digest, entries: held, sentAt, status }
      await recordLocalList(this.#flow, { ...row, problem: outcome.detail, foundLimit }, null)
    }
    return outcome
  }
}

type Trouble = ListOutcome & {
  readonly kind: 'refused' | 'failed' | 'unreachable'
  /** How many entries it took before it refused more. */
  readonly foundLimit?: number
}
type Sent = Trouble | { readonly kind: 'in_step'; readonly version: number | null }

type ListSupport = Trouble | { readonly kind: 'version'; readonly version: number }

/** How many entries a charger takes, by what is told of it and by what was found. */
function roomIn(known: LocalList | undefined, { maxEntries }: ListLimits): number {
  return Math.min(maxEntries, known?.foundLimit ?? maxEntries)
}

async function askVersion(line: ChargerLine): Promise<ListSupport> {
  const reply = await line.ask('GetLocalListVersion', {})
  if (!reply.ok) return troubleOf(reply)
  const { listVersion, versionNumber } = reply.payload as { listVersion?: number; versionNumber?: number }
  const version = listVersion ?? versionNumber ?? 0
  // OCPP 1.6, 5.10: -1 says that local lists are not supported.
  if (version < 0) return { kind: 'refused', detail: 'The charger keeps no list of identifiers.' }
  return { kind: 'version', version }
}

function answerOf(reply: ChargerReply): Trouble | 'accepted' | 'mismatch' {
  if (!reply.ok) return troubleOf(reply)
  const { status = 'nothing' } = reply.payload as { status?: string }
  switch (status) {
    case 'Accepted':
      return 'accepted'
    case 'VersionMismatch':
      return 'mismatch'
    case 'NotSupported':
      return { kind: 'refused', detail: 'The charger answered NotSupported to its list of identifiers.' }
    default:
      return {
        kind: 'failed',
        detail: `The charger answered ${status} to its list of identifiers.`,
      }
  }
}

function troubleOf(reply: ChargerReply & { ok: false }): Trouble {
  if (isNotSupported(reply)) return { kind: 'refused', detail: 'The charger keeps no list of identifiers.' }
  const kind = reply.why === 'call_error' || reply.why === 'bad_response' ? 'failed' : 'unreachable'
  return { kind, detail: failureText(reply) }
}
