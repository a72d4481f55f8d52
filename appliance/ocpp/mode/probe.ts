import type { AccessMode } from '../../domain/access-mode.ts'
import type { ChargerLink } from '../../domain/charger-link.ts'
import { findSetting, type ChargerSetting, type ChargerSettings } from '../../domain/charger-setting.ts'
import type { ProbeOutcome, ProbeStep } from '../../domain/mode-control.ts'
import { holds, observedModeOf, shown } from '../../domain/mode-plan.ts'
import { wantedSettings, type WantedSetting } from '../../domain/wanted-setting.ts'
import type { FlowContext } from '../../flows/context.ts'
import { listOpen } from '../../store/sessions.ts'
import { readSettings, writeSetting } from './charger-settings.ts'
import type { ListKeeper } from './list-keeper.ts'
import { ModeVisit } from './mode-visit.ts'

export interface Probe {
  readonly flow: FlowContext
  readonly link: ChargerLink
  readonly lists: ListKeeper
  readonly chargerId: string
  /** Aborted when the connection ends. */
  readonly signal: AbortSignal
  readonly onStep: (step: ProbeStep) => void
}

/**
 * Finds out by doing what a charger can enforce: reads its configuration, sees whether it keeps a list, writes a
 * setting and reads it back. What was there before is put back, and a charger that is closed is never opened.
 */
export async function probeCharger(probe: Probe): Promise<ProbeOutcome> {
  const { flow, link, chargerId, signal, onStep } = probe
  const steps: ProbeStep[] = []
  const tell = (step: string, result: ProbeStep['result'], detail: string) => {
    const told = { step, result, detail }
    steps.push(told)
    onStep(told)
    flow.publish({ topic: 'mode', chargerId, item: { probe: told } })
  }
  const opened = await ModeVisit.open(flow, link, chargerId, { signal, again: true })
  if (opened.kind === 'away') return { kind: 'offline' }
  if (opened.kind === 'failed') {
    tell('read the configuration', 'failed', opened.why)
    return { kind: 'probed', steps }
  }
  const { visit } = opened
  tellAnswers(visit, tell)
  const read = await visit.readSettings()
  if (read.kind === 'failed') {
    tell('read the settings of access', 'failed', read.why)
    return { kind: 'probed', steps }
  }
  tellMode(visit, read.settings, tell)
  await probeList(probe, visit, tell)
  await probeSwitch(flow, visit, read.settings, tell)
  return { kind: 'probed', steps }
}

type Tell = (step: string, result: ProbeStep['result'], detail: string) => void

function tellAnswers({ answers, line }: ModeVisit, tell: Tell): void {
  const count = answers.settings.length
  const detail = `${count} of the settings that matter are there.`
  tell('read the configuration', count > 0 ? 'passed' : 'noted', detail)
  if (line.of16) {
    const profiles = answers.featureProfiles
    const told = profiles === null ? 'It does not say.' : profiles.join(', ')
    tell('read what it says it supports', profiles === null ? 'noted' : 'passed', told)
  }
  const fixed = answers.settings.filter(({ readonly }) => readonly).map(({ name }) => name)
  if (fixed.length > 0) tell('look for what cannot be written', 'noted', fixed.join(', '))
}

function tellMode(visit: ModeVisit, settings: ChargerSettings, tell: Tell): void {
  const mode = observedModeOf(visit.planInput('managed_access', settings))
  const words: Readonly<Record<AccessMode, string>> = {
    freevend: 'Its settings let anyone charge.',
    managed_access: 'Its settings are those of managed access.',
  }
  tell(
    'read the settings of access',
    'passed',
    mode === null ? 'Its settings are those of no mode.' : words[mode],
  )
}

async function probeList({ lists }: Probe, visit: ModeVisit, tell: Tell): Promise<void> {
  const step = 'ask for its list of identifiers'
  const asked = await lists.askSupport(visit.line)
  switch (asked.kind) {
    case 'version':
      tell(step, visit.keepsList ? 'passed' : 'noted', `It has version ${asked.version}.`)
      return
    case 'refused':
      await visit.keepProofs({ localList: 'refused' })
      tell(step, 'noted', `${asked.detail} While the gateway is away it can only refuse everybody.`)
      return
    case 'failed':
    case 'unreachable':
      tell(step, 'failed', asked.detail)
  }
}

/** The switch of free charging where there is one, else a setting that does no harm. */
async function probeSwitch(
  flow: FlowContext,
  visit: ModeVisit,
  settings: ChargerSettings,
  tell: Tell,
): Promise<void> {
  const managed = wantedSettings(visit.planInput('managed_access', settings))
  const switches = managed.filter(({ part, type }) => part === 'switch' && type !== 'id_tag')
  const wanted = [...switches, ...managed].find(
    (one) => !one.fixed && isWritable(findSetting(settings, one.names)),
  )
  const found = wanted && findSetting(settings, wanted.names)
  if (!wanted || !found || found.value === null) {
    tell('write a setting', 'failed', 'None of the settings of access can be written from here.')
    return
  }
  const isSwitch = wanted.part === 'switch'
  // Closing for a moment harms nobody while nothing charges; opening might let a stranger begin.
  const closes = isSwitch && !holds(wanted, found) && listOpen(flow.store, visit.charger.id).length === 0
  const proved = await writeAndRead(visit, wanted, found.name, closes ? wanted.value : found.value, tell)
  const restored = closes ? await writeAndRead(visit, wanted, found.name, found.value, tell) : 'held'
  // What a lost answer left open says nothing against what was proved before.
  if (!isSwitch || proved === 'unknown' || restored === 'unknown') return
  const freevend = proved === 'refused' ? 'refused' : closes && restored === 'held' ? 'switched' : 'written'
  await visit.keepProofs({ freevend })
}

function isWritable(found: ChargerSetting | undefined): boolean {
  return found !== undefined && !found.readonly && found.value !== null && found.value !== ''
}

/** `unknown`: the charger did not answer, or not so that it tells. */
type Proof = 'held' | 'refused' | 'unknown'

async function writeAndRead(
  visit: ModeVisit,
  wanted: WantedSetting,
  name: string,
  value: string,
  tell: Tell,
): Promise<Proof> {
  const step = `write ${name}=${shown(wanted, value)} and read it back`
  const written = await writeSetting(visit.line, name, value)
  if (written.result !== 'accepted' && written.result !== 'reboot_required') {
    tell(step, 'failed', written.detail ?? 'It was not taken.')
    return written.result === 'failed' ? 'unknown' : 'refused'
  }
  const read = await readSettings(visit.line, [name], visit.answers.maxKeysPerRead)
  if (read.kind === 'failed') {
    tell(step, 'failed', read.why)
    return 'unknown'
  }
  const found = findSetting(read.settings, [name])
  const isSame = found !== undefined && holds({ ...wanted, value, anyValue: false }, found)
  if (isSame) tell(step, 'passed', written.result === 'accepted' ? 'It holds.' : 'It holds after a restart.')
  else tell(step, 'failed', 'It was taken but does not hold.')
  return isSame ? 'held' : 'refused'
}
