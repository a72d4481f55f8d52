import type { AccessMode } from '../../domain/access-mode.ts'
import { proofsFor, type ChargerAnswers, type ChargerProofs } from '../../domain/charger-answers.ts'
import type { ChargerLink } from '../../domain/charger-link.ts'
import type { ChargerSettings } from '../../domain/charger-setting.ts'
import { keepsList, listLimits, type ListLimits } from '../../domain/list-limits.ts'
import type { ModePlanInput } from '../../domain/mode-plan.ts'
import { wantedSettings } from '../../domain/wanted-setting.ts'
import { toUtcText } from '../../domain/utc-text.ts'
import type { FlowContext } from '../../flows/context.ts'
import { recordFindings } from '../../flows/record-findings.ts'
import { readCharger } from '../../store/access-facts.ts'
import { findFindings } from '../../store/charger-answers.ts'
import type { ChargerFacts } from '../../store/facts.ts'
import { ChargerLine } from './charger-line.ts'
import { readSettings } from './charger-settings.ts'
import { learn, namesThatMatter } from './learn.ts'

export type VisitOpened =
  | { readonly kind: 'open'; readonly visit: ModeVisit }
  | { readonly kind: 'away' }
  | { readonly kind: 'failed'; readonly why: string }

/** One visit to a charger that is there: what is known of it, and the way to it. */
export class ModeVisit {
  readonly charger: ChargerFacts
  readonly line: ChargerLine
  readonly answers: ChargerAnswers
  proofs: ChargerProofs
  /** When it last booted; UTC text. */
  readonly lastBootAt: string | null
  readonly #flow: FlowContext

  private constructor(
    flow: FlowContext,
    known: Pick<ModeVisit, 'charger' | 'line' | 'answers' | 'proofs' | 'lastBootAt'>,
  ) {
    this.#flow = flow
    this.charger = known.charger
    this.line = known.line
    this.answers = known.answers
    this.proofs = known.proofs
    this.lastBootAt = known.lastBootAt
  }

  /** Asks the charger what it can do where its firmware has not been asked yet; `again`: asks in any case. */
  static async open(
    flow: FlowContext,
    link: ChargerLink,
    chargerId: string,
    { signal, again = false }: { readonly signal: AbortSignal; readonly again?: boolean },
  ): Promise<VisitOpened> {
    const charger = flow.facts.charger(chargerId)
    const presence = link.presence(chargerId)
    if (charger?.status !== 'approved' || presence === null) return { kind: 'away' }
    const { profile } = charger
    const { protocol } = presence
    const line = new ChargerLine({ link, clock: flow.clock, chargerId, protocol, profile, signal })
    const row = readCharger(flow.store, chargerId)
    const firmware = row?.firmware ?? null
    const found = findFindings(flow.store, chargerId)
    const proofs = proofsFor(found.proofs, firmware)
    const isKnown = found.answers !== null && stillHolds(found.answers, firmware, line)
    let answers = isKnown && !again ? found.answers : null
    if (answers === null) {
      const learned = await learn({ line, firmware, at: toUtcText(flow.clock.now()) })
      if (learned.kind === 'failed') return learned
      answers = learned.answers
      await recordFindings(flow, chargerId, { answers, proofs })
    }
    const lastBootAt = row?.lastBootAt ?? null
    return { kind: 'open', visit: new ModeVisit(flow, { charger, line, answers, proofs, lastBootAt }) }
  }

  get limits(): ListLimits {
    return listLimits(this.charger.profile, this.answers)
  }

  get keepsList(): boolean {
    return keepsList(this.charger.profile, this.line.protocol, this.answers, this.proofs)
  }

  /** A change that was taken waits for a restart that has not come. */
  get owesRestart(): boolean {
    const { restartOwedSince } = this.proofs
    return restartOwedSince !== null && (this.lastBootAt === null || this.lastBootAt <= restartOwedSince)
  }

  planInput(mode: AccessMode, settings: ChargerSettings): ModePlanInput {
    const { profile, policy } = this.charger
    const { protocol } = this.line
    const { offlinePolicy } = policy
    return { profile, protocol, mode, offlinePolicy, keepsList: this.keepsList, settings }
  }

  /** Everything that either mode asks for. */
  async readSettings(): Promise<
    { kind: 'read'; settings: ChargerSettings } | { kind: 'failed'; why: string }
  > {
    const modes = ['managed_access', 'freevend'] as const
    const names = modes.flatMap((mode) =>
      wantedSettings(this.planInput(mode, new Map())).flatMap((wanted) => wanted.names),
    )
    return readSettings(this.line, this.#knownOf([...new Set(names)]), this.answers.maxKeysPerRead)
  }

  /** Names that it did not know when it was asked are not asked for each time. */
  #knownOf(names: readonly string[]): string[] {
    const known = new Set(this.answers.settings.map(({ name }) => name.toLowerCase()))
    return names.filter((name) => known.has(name.toLowerCase()))
  }

  async keepProofs(changed: Partial<ChargerProofs>): Promise<void> {
    this.proofs = { ...this.proofs, ...changed }
    await recordFindings(this.#flow, this.charger.id, { answers: this.answers, proofs: this.proofs })
  }
}

/** Another firmware may answer otherwise, and another profile asks for more. */
function stillHolds(answers: ChargerAnswers, firmware: string | null, line: ChargerLine): boolean {
  const asked = new Set(answers.asked)
  const isSame = answers.firmware === firmware && answers.protocol === line.protocol
  return isSame && namesThatMatter(line).every((name) => asked.has(name))
}
