import type { AccessMode } from '../../domain/access-mode.ts'
import type { ChargerSettings } from '../../domain/charger-setting.ts'
import type { AttemptOutcome, ModeStep } from '../../domain/mode-attempt.ts'
import { observedModeOf, planMode } from '../../domain/mode-plan.ts'
import { toUtcText } from '../../domain/utc-text.ts'
import type { FlowContext } from '../../flows/context.ts'
import { listOpen } from '../../store/sessions.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { failureText } from './charger-line.ts'
import type { ListKeeper } from './list-keeper.ts'
import type { ModeVisit } from './mode-visit.ts'

/** What came of one attempt. */
export interface Attempted {
  readonly outcome: AttemptOutcome
  readonly steps: readonly ModeStep[]
  readonly problem: string | null
  readonly observedMode: AccessMode | null
  /** The list of identifiers did not get there, though the mode may hold. */
  readonly listBehind: boolean
  /** With `waiting`: for the charger to be back, or for a session to end so that it may restart. */
  readonly waitsFor?: 'restart' | 'session'
}

/** Brings a charger into a mode, as far as that can be done now. */
export async function attemptMode(
  flow: FlowContext,
  lists: ListKeeper,
  visit: ModeVisit,
  mode: AccessMode,
): Promise<Attempted> {
  const owedRestart = visit.owesRestart
  // Without anything to read back, no mode can be confirmed.
  if (visit.answers.settings.length === 0) {
    return failed([], 'The charger tells none of its settings, so nobody knows which mode it is in.')
  }
  const read = await visit.readSettings()
  if (read.kind === 'failed') return settingsUnread(read.why)
  if (!owedRestart && visit.proofs.restartOwedSince !== null)
    await visit.keepProofs({ restartOwedSince: null })
  const input = visit.planInput(mode, read.settings)
  const done = await carryOut(
    {
      line: visit.line,
      maxPerRead: visit.answers.maxKeysPerRead,
      sendList: () => lists.bringIntoStep(visit.charger, visit.line, visit.limits),
    },
    planMode(input),
  )
  await keepProofs(flow, visit, done)
  if (done.list?.kind === 'refused' && input.keepsList) {
    // It claimed to keep a list: without one it can only refuse everybody while the gateway is away.
    const again = await attemptMode(flow, lists, visit, mode)
    return { ...again, steps: [...done.steps, ...again.steps] }
  }
  // Some firmware shows what was written only once it has restarted, which looks like a refusal until then.
  if (owedRestart && done.problem?.kind !== 'failed') return restart(flow, visit, done.steps)
  return concluded(flow, visit, mode, read.settings, done)
}

async function concluded(
  flow: FlowContext,
  visit: ModeVisit,
  mode: AccessMode,
  before: ChargerSettings,
  done: CarriedOut,
): Promise<Attempted> {
  const { steps, problem } = done
  const settings = new Map([...before, ...(done.settings ?? [])])
  const observedMode = observedModeOf(visit.planInput(mode, settings))
  const listBehind = done.list?.kind === 'failed' || done.list?.kind === 'unreachable'
  if (problem) {
    const outcome = problem.kind
    // What was written and not read back is not known.
    return {
      outcome,
      steps,
      problem: problem.text,
      observedMode: outcome === 'failed' ? null : observedMode,
      listBehind,
    }
  }
  if (done.restartNeeded) return restart(flow, visit, steps)
  if (observedMode === mode) return { outcome: 'confirmed', steps, problem: null, observedMode, listBehind }
  const text = 'Its settings are not those of the mode although it took them.'
  return { outcome: 'rejected', steps, problem: text, observedMode, listBehind }
}

async function keepProofs(flow: FlowContext, visit: ModeVisit, done: CarriedOut): Promise<void> {
  const { proofs } = visit
  const taken = done.list?.kind === 'in_step' ? 'taken' : proofs.localList
  await visit.keepProofs({
    freevend: done.freevend ?? proofs.freevend,
    localList: done.list?.kind === 'refused' ? 'refused' : taken,
    refused: [...new Set([...proofs.refused, ...done.refused]).difference(done.held)].sort(),
    restartOwedSince: done.restartNeeded ? toUtcText(flow.clock.now()) : proofs.restartOwedSince,
  })
}

/** Only when nothing charges there; until then the change waits. */
async function restart(flow: FlowContext, visit: ModeVisit, before: readonly ModeStep[]): Promise<Attempted> {
  const { line, charger } = visit
  const waiting = { outcome: 'waiting', observedMode: null, listBehind: false } as const
  if (listOpen(flow.store, charger.id).length > 0) {
    const detail = 'It waits until nothing charges there.'
    const steps = [...before, { step: 'restart', result: 'skipped', detail } as const]
    return {
      ...waiting,
      waitsFor: 'session',
      steps,
      problem: 'The change holds after a restart, which waits until nothing charges there.',
    }
  }
  const reply = await line.change('Reset', { type: line.of16 ? 'Soft' : 'OnIdle' })
  const status = reply.ok ? String((reply.payload as { status?: string }).status) : failureText(reply)
  if (status === 'Accepted' || status === 'Scheduled') {
    const steps = [...before, { step: 'restart', result: 'done', detail: null } as const]
    return {
      ...waiting,
      waitsFor: 'restart',
      steps,
      problem: 'The charger restarts to take over the change.',
    }
  }
  const steps = [...before, { step: 'restart', result: 'refused', detail: status } as const]
  return failed(steps, `The change holds after a restart, which the charger refused: ${status}`)
}

/** What comes of an attempt, or a look, at a charger of which not even its abilities are known. */
export function answersUnread(why: string): Attempted {
  const step: ModeStep = { step: 'ask what it can do', result: 'failed', detail: why }
  return failed([step], `It could not be asked what it can do: ${why}`)
}

/** What comes of an attempt, or a look, that does not get to see the settings. */
export function settingsUnread(why: string): Attempted {
  const step: ModeStep = { step: 'read the settings', result: 'failed', detail: why }
  return failed([step], `Its settings could not be read: ${why}`)
}

function failed(steps: readonly ModeStep[], problem: string): Attempted {
  return { outcome: 'failed', steps, problem, observedMode: null, listBehind: false }
}
