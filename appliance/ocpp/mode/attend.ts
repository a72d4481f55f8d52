import type { ChargerLink } from '../../domain/charger-link.ts'
import type { ChargerMode } from '../../domain/charger-mode.ts'
import type { ModeAttempt } from '../../domain/mode-attempt.ts'
import { differencesFrom, observedModeOf } from '../../domain/mode-plan.ts'
import type { FlowContext } from '../../flows/context.ts'
import { recordModeAttempt } from '../../flows/record-mode-attempt.ts'
import { recordObservation } from '../../flows/record-observation.ts'
import { findChargerMode } from '../../store/charger-modes.ts'
import { answersUnread, attemptMode, settingsUnread, type Attempted } from './attempt-mode.ts'
import type { ListKeeper } from './list-keeper.ts'
import { ModeVisit } from './mode-visit.ts'

/** What brings the reconciler to a charger. */
export type Occasion =
  | 'policy'
  | 'boot'
  | 'connect'
  | 'expected'
  | 'retry'
  | 'periodic'
  | 'list'
  | 'operator'
  | 'session'

/** What is to follow a visit. `settled`: all is as it should be. `retry`: something is not, yet. */
export type Attended =
  | { readonly kind: 'settled' | 'away' | 'nothing' }
  | { readonly kind: 'retry'; readonly what: 'mode' | 'list' }
  /** It restarts, or waits for the end of a session to be able to. */
  | { readonly kind: 'waiting'; readonly waitsFor: 'restart' | 'session'; readonly delayMs: number }
  /** Meanwhile another mode is expected. */
  | { readonly kind: 'again' }

export interface Attendance {
  readonly flow: FlowContext
  readonly link: ChargerLink
  readonly lists: ListKeeper
  readonly chargerId: string
  readonly occasions: ReadonlySet<Occasion>
  /** Aborted when the connection ends or the gateway shuts down: what then fails says nothing of the charger. */
  readonly signal: AbortSignal
  /** How long to wait before it is tried again, if it fails now. */
  readonly retryMs: number
}

/** Closes the difference between the mode that is expected of a charger and the one that it is in. */
export async function attend(work: Attendance): Promise<Attended> {
  const { flow, link, chargerId } = work
  const mode = findChargerMode(flow.store, chargerId)
  if (!mode || mode.status === 'unsupported') return { kind: 'nothing' }
  const startedAt = flow.clock.now()
  const opened = await ModeVisit.open(flow, link, chargerId, work)
  if (opened.kind === 'away') return { kind: 'away' }
  if (opened.kind === 'failed') return unreadable(work, mode, startedAt, answersUnread(opened.why))
  const { visit } = opened
  if (mode.status === 'confirmed' && !visit.owesRestart) {
    const looked = await look(work, mode, startedAt, visit)
    if (looked !== 'differs') return looked
  }
  const attempted = await attemptMode(flow, work.lists, visit, mode.expectedMode)
  return conclude(work, mode, startedAt, attempted)
}

/** Nothing is known to be wrong: see whether that is so. */
async function look(
  work: Attendance,
  mode: ChargerMode,
  startedAt: Temporal.Instant,
  visit: ModeVisit,
): Promise<Attended | 'differs'> {
  const { flow, lists, occasions, chargerId } = work
  const onlyList = [...occasions].every((occasion) => occasion === 'list')
  if (!onlyList) {
    const read = await visit.readSettings()
    if (read.kind === 'failed') return unreadable(work, mode, startedAt, settingsUnread(read.why))
    const input = visit.planInput(mode.expectedMode, read.settings)
    const differences = differencesFrom({ input, refused: new Set(visit.proofs.refused) })
    const observedMode = differences.length === 0 ? mode.expectedMode : observedModeOf(input)
    // That other settings are wanted is nobody's doing at the charger.
    if (occasions.has('policy') && differences.length > 0) return 'differs'
    const occasion = occasions.has('periodic') ? 'periodic' : 'boot'
    const { kind } = await recordObservation(flow, { chargerId, observedMode, occasion, differences })
    if (kind === 'unknown_charger') return { kind: 'nothing' }
    if (kind !== 'confirmed') return 'differs'
  }
  const { offlinePolicy } = visit.charger.policy
  if (mode.expectedMode !== 'managed_access' || offlinePolicy !== 'listed_only' || !visit.keepsList) {
    return { kind: 'settled' }
  }
  if (onlyList && !lists.isBehind(visit.charger, visit.line, visit.limits)) return { kind: 'settled' }
  const list = await lists.bringIntoStep(visit.charger, visit.line, visit.limits)
  switch (list.kind) {
    case 'in_step':
      return { kind: 'settled' }
    case 'failed':
    case 'unreachable':
      return { kind: 'retry', what: 'list' }
    case 'refused':
      // It must refuse everybody from now on while the gateway is away.
      await visit.keepProofs({ localList: 'refused' })
      return 'differs'
  }
}

/** What was confirmed once is not vouched for while nobody can see whether it still holds. */
async function unreadable(
  work: Attendance,
  mode: ChargerMode,
  startedAt: Temporal.Instant,
  unread: Attempted,
): Promise<Attended> {
  // That it has gone says nothing of its settings: they are read when it is back.
  if (mode.status === 'confirmed' && work.link.presence(work.chargerId) === null) return { kind: 'away' }
  return conclude(work, mode, startedAt, unread)
}

async function conclude(
  { flow, link, chargerId, signal, retryMs }: Attendance,
  { expectedMode: toMode }: ChargerMode,
  startedAt: Temporal.Instant,
  { listBehind, waitsFor, ...attempted }: Attempted,
): Promise<Attended> {
  const { outcome } = attempted
  if (signal.aborted) return { kind: 'away' }
  const isThere = link.presence(chargerId) !== null
  const { backWithinS } = flow.facts.charger(chargerId)?.profile.restart ?? { backWithinS: 0 }
  const delayMs = waitsFor === 'restart' ? Math.max(retryMs, backWithinS * 1000) : retryMs
  // A charger that is away is tried when it is back, whenever that is.
  const next = outcome === 'confirmed' || !isThere ? null : flow.clock.now().add({ milliseconds: delayMs })
  const attempt: ModeAttempt = { chargerId, toMode, startedAt, ...attempted, nextAttemptAt: next }
  const recorded = await recordModeAttempt(flow, attempt)
  if (recorded.kind === 'unknown_charger') return { kind: 'nothing' }
  if (!recorded.stillExpected) return { kind: 'again' }
  if (waitsFor) return { kind: 'waiting', waitsFor, delayMs }
  if (outcome !== 'confirmed') return isThere ? { kind: 'retry', what: 'mode' } : { kind: 'away' }
  return listBehind ? { kind: 'retry', what: 'list' } : { kind: 'settled' }
}
