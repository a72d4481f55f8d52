import type { ChargerProofs } from '../../domain/charger-answers.ts'
import { findSetting, type ChargerSettings } from '../../domain/charger-setting.ts'
import type { ModeStep } from '../../domain/mode-attempt.ts'
import { holds, shown, type PlanStep } from '../../domain/mode-plan.ts'
import { isNotSupported, failureText, type ChargerLine } from './charger-line.ts'
import { readSettings, writeSetting } from './charger-settings.ts'
import type { ListOutcome } from './list-keeper.ts'

/** Why a plan could not be carried out, in a sentence. `rejected`: the charger refused. */
export interface PlanProblem {
  readonly kind: 'rejected' | 'failed'
  readonly text: string
}

export interface CarryOut {
  readonly line: ChargerLine
  readonly maxPerRead: number | null
  readonly sendList: () => Promise<ListOutcome>
}

/** What came of a plan. */
export interface CarriedOut {
  readonly steps: ModeStep[]
  problem: PlanProblem | null
  /** A change was taken that only holds after a restart. */
  restartNeeded: boolean
  /** Settings, in lower case, that were refused or taken without effect. */
  readonly refused: Set<string>
  /** Settings, in lower case, that were written and read back as they should be. */
  readonly held: Set<string>
  freevend: ChargerProofs['freevend']
  list: ListOutcome | null
  /** As they were read back at the end; null: they were not. */
  settings: ChargerSettings | null
}

/** Does one step after the other. It ends at the first one without which the others are worth nothing. */
export async function carryOut(work: CarryOut, plan: readonly PlanStep[]): Promise<CarriedOut> {
  const done: CarriedOut = {
    steps: [],
    problem: null,
    restartNeeded: false,
    refused: new Set(),
    held: new Set(),
    freevend: null,
    list: null,
    settings: null,
  }
  const written: WriteStep[] = []
  for (const step of plan) {
    await doStep(work, step, done, written)
    if (done.problem?.kind === 'failed') return done
    // While a switch of free charging is on, no other setting counts.
    if (done.problem && 'wanted' in step && step.wanted.part === 'switch') return done
  }
  return done
}

type WriteStep = PlanStep & { readonly kind: 'write' }

async function doStep(work: CarryOut, step: PlanStep, done: CarriedOut, written: WriteStep[]): Promise<void> {
  switch (step.kind) {
    case 'write':
      return write(work, step, done, written)
    case 'skip':
      done.steps.push({ step: step.name, result: 'skipped', detail: step.why })
      return
    case 'impossible':
      done.steps.push({ step: step.name, result: 'refused', detail: step.why })
      done.problem ??= {
        kind: 'rejected',
        text: `${step.name}: ${step.why} Switch it at the charger itself.`,
      }
      return
    case 'clear_cache':
      return clearCache(work, step.why, done)
    case 'send_list':
      return sendList(work, done)
    case 'read_back':
      return readBack(work, step, done, written)
  }
}

async function write(
  { line }: CarryOut,
  step: WriteStep,
  done: CarriedOut,
  written: WriteStep[],
): Promise<void> {
  const { name, value, wanted } = step
  const what = `write ${name}=${shown(wanted, value)}`
  const { result, detail } = await writeSetting(line, name, value)
  switch (result) {
    case 'accepted':
    case 'reboot_required':
      done.steps.push({ step: what, result: 'done', detail: detail ?? wanted.why })
      if (result === 'reboot_required' || wanted.reboot === 'required') done.restartNeeded = true
      written.push(step)
      return
    case 'unknown':
      done.steps.push({ step: what, result: 'skipped', detail })
      return
    case 'failed':
      done.steps.push({ step: what, result: 'failed', detail })
      done.problem = { kind: 'failed', text: `${what}: ${detail}` }
      return
    case 'rejected':
      done.steps.push({ step: what, result: 'refused', detail })
      done.refused.add(name.toLowerCase())
      if (wanted.part === 'switch') done.freevend = 'refused'
      if (wanted.essential) done.problem ??= { kind: 'rejected', text: `The charger refused to ${what}.` }
  }
}

async function clearCache({ line }: CarryOut, why: string, done: CarriedOut): Promise<void> {
  const step = 'clear the authorisation cache'
  const reply = await line.change('ClearCache', {})
  if (isNotSupported(reply)) {
    done.steps.push({ step, result: 'skipped', detail: 'The charger has none.' })
  } else if (!reply.ok && reply.why !== 'call_error' && reply.why !== 'bad_response') {
    done.steps.push({ step, result: 'failed', detail: failureText(reply) })
    done.problem = { kind: 'failed', text: `${step}: ${failureText(reply)}` }
  } else {
    const taken = reply.ok && (reply.payload as { status?: string }).status === 'Accepted'
    // A charger without a cache, or with one that is off, refuses this.
    const detail = taken ? why : 'The charger refused, as one does whose cache is off.'
    done.steps.push({ step, result: taken ? 'done' : 'refused', detail })
  }
}

async function sendList({ sendList: send }: CarryOut, done: CarriedOut): Promise<void> {
  const step = 'send the list of identifiers'
  const list = await send()
  done.list = list
  const { kind, detail } = list
  switch (kind) {
    case 'in_step':
      done.steps.push({ step, result: list.sent ? 'done' : 'skipped', detail })
      return
    case 'refused':
    case 'failed':
      done.steps.push({ step, result: 'refused', detail })
      return
    case 'unreachable':
      done.steps.push({ step, result: 'failed', detail })
      done.problem = { kind: 'failed', text: `${step}: ${detail}` }
  }
}

async function readBack(
  { line, maxPerRead }: CarryOut,
  { names }: PlanStep & { kind: 'read_back' },
  done: CarriedOut,
  written: readonly WriteStep[],
): Promise<void> {
  const step = `read back ${names.join(', ')}`
  const read = await readSettings(line, names, maxPerRead)
  if (read.kind === 'failed') {
    done.steps.push({ step, result: 'failed', detail: read.why })
    done.problem = { kind: 'failed', text: `Its settings could not be read back: ${read.why}` }
    return
  }
  done.settings = read.settings
  const asked = new Set(names.map((name) => name.toLowerCase()))
  const deviant = written.filter(({ name, wanted }) => {
    const found = findSetting(read.settings, [name])
    return asked.has(name.toLowerCase()) && !(found && (found.value === null || holds(wanted, found)))
  })
  const isClean = deviant.length === 0
  done.steps.push({
    step,
    result: isClean ? 'done' : 'failed',
    detail: isClean ? null : deviantText(deviant),
  })
  if (written.some(({ wanted }) => wanted.part === 'switch') && isClean) done.freevend ??= 'switched'
  // What only holds after a restart is read back after it.
  if (done.restartNeeded) return
  for (const { name } of written) done.held.add(name.toLowerCase())
  for (const { name } of deviant) {
    done.refused.add(name.toLowerCase())
    done.held.delete(name.toLowerCase())
  }
  if (deviant.some(({ wanted }) => wanted.essential)) {
    done.problem ??= { kind: 'rejected', text: deviantText(deviant) }
  }
}

function deviantText(deviant: readonly WriteStep[]): string {
  const named = deviant.map(({ name }) => name).join(', ')
  return `The charger took ${named} but does not hold what was written.`
}
