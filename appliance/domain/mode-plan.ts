import type { AccessMode } from './access-mode.ts'
import { findSetting, isSameValue, type ChargerSetting, type ChargerSettings } from './charger-setting.ts'
import type { SettingDifference } from './mode-attempt.ts'
import { cacheNames, wantedSettings, type WantedMode, type WantedSetting } from './wanted-setting.ts'

/** One thing to be done to a charger, with why. */
export type PlanStep =
  | { readonly kind: 'write'; readonly name: string; readonly value: string; readonly wanted: WantedSetting }
  /** Nothing is done, and people are told why. */
  | { readonly kind: 'skip'; readonly name: string; readonly why: string }
  /** It would have to be done and cannot. */
  | { readonly kind: 'impossible'; readonly name: string; readonly why: string }
  | { readonly kind: 'clear_cache'; readonly why: string }
  | { readonly kind: 'send_list'; readonly why: string }
  | { readonly kind: 'read_back'; readonly names: readonly string[]; readonly why: string }

export interface ModePlanInput extends WantedMode {
  /** What the charger answered to all names in question. */
  readonly settings: ChargerSettings
}

/**
 * What has to be done to bring a charger into a mode. Entering managed access: the switches of free charging off
 * and read back, for they beat everything else; the list; the standard's keys; everything read back. Leaving it
 * goes the other way round. What is as it should be is not written. Empty: nothing is to be done.
 */
export function planMode(input: ModePlanInput): PlanStep[] {
  const wanted = wantedSettings(input)
  const steps = wanted.map((setting) => stepFor(setting, input.settings))
  const writes = steps.filter((step) => step !== null && step.kind === 'write')
  const plan =
    input.mode === 'managed_access' ? entering(input, wanted, steps) : steps.filter((step) => step !== null)
  if (writes.length === 0) return plan.filter(({ kind }) => kind !== 'clear_cache' && kind !== 'read_back')
  const names = wanted.flatMap((setting) => findSetting(input.settings, setting.names)?.name ?? [])
  return [...plan, { kind: 'read_back', names, why: 'What the charger really holds is what counts.' }]
}

function entering(
  input: ModePlanInput,
  wanted: readonly WantedSetting[],
  steps: readonly (PlanStep | null)[],
): PlanStep[] {
  const plan: PlanStep[] = []
  const listed = input.keepsList && input.offlinePolicy === 'listed_only'
  let listPlanned = !listed
  wanted.forEach((setting, at) => {
    if (!listPlanned && setting.part !== 'switch' && setting.part !== 'list') {
      plan.push(sendList)
      listPlanned = true
    }
    const step = steps[at]
    if (step) plan.push(step)
    if (isLastSwitch(wanted, at)) plan.push(...readSwitches(plan))
    if (
      setting.names.some((name) => cacheNames.includes(name)) &&
      input.profile.configuration.clearCache !== 'no'
    ) {
      plan.push(clearCache)
    }
  })
  return listPlanned ? plan : [...plan, sendList]
}

const sendList: PlanStep = { kind: 'send_list', why: 'Who may charge while the gateway is away.' }
const clearCache: PlanStep = {
  kind: 'clear_cache',
  why: 'Who was accepted in open hours may lie in the cache, which survives restarts.',
}

function isLastSwitch(wanted: readonly WantedSetting[], at: number): boolean {
  return wanted[at]?.part === 'switch' && wanted[at + 1]?.part !== 'switch'
}

function readSwitches(plan: readonly PlanStep[]): PlanStep[] {
  const names = plan.flatMap((step) => (step.kind === 'write' ? [step.name] : []))
  const why = 'While a switch of free charging is on, no other setting counts.'
  return names.length === 0 ? [] : [{ kind: 'read_back', names, why }]
}

/** Null: it is as it should be. */
function stepFor(wanted: WantedSetting, settings: ChargerSettings): PlanStep | null {
  const found = findSetting(settings, wanted.names)
  if (!found) return { kind: 'skip', name: wanted.names[0]!, why: 'The charger does not know it.' }
  if (holds(wanted, found)) return null
  const { name } = found
  if (!wanted.fixed && !found.readonly) return { kind: 'write', name, value: wanted.value, wanted }
  const why = `It is ${shown(wanted, found.value)} and cannot be changed from here.`
  return wanted.part === 'switch' ? { kind: 'impossible', name, why } : { kind: 'skip', name, why }
}

/** Whether a setting is as the mode wants it. */
export function holds(wanted: WantedSetting, found: ChargerSetting): boolean {
  if (found.value === null) return false
  if (wanted.anyValue) return found.value.trim() !== ''
  return isSameValue(wanted.type, found.value, wanted.value)
}

export interface Comparison {
  readonly input: ModePlanInput
  /** Names, in lower case, that the charger is known to refuse. */
  readonly refused: ReadonlySet<string>
}

/** Settings that could be as the mode wants them and are not. */
export function differencesFrom({ input, refused }: Comparison): SettingDifference[] {
  return wantedSettings(input).flatMap((wanted) => {
    const found = findSetting(input.settings, wanted.names)
    if (!found || found.value === null || holds(wanted, found)) return []
    const isSwitch = wanted.part === 'switch'
    if (!isSwitch && (wanted.fixed || found.readonly)) return []
    if (!wanted.essential && refused.has(found.name.toLowerCase())) return []
    return [{ setting: found.name, expected: shown(wanted, wanted.value), found: shown(wanted, found.value) }]
  })
}

/**
 * The mode whose essential settings are all there. A charger without any setting that tells the modes apart
 * leaves everything to the gateway, and so is in the one that is expected.
 */
export function observedModeOf(input: ModePlanInput): AccessMode | null {
  const other: AccessMode = input.mode === 'freevend' ? 'managed_access' : 'freevend'
  return [input.mode, other].find((mode) => isIn({ ...input, mode })) ?? null
}

function isIn(input: ModePlanInput): boolean {
  return wantedSettings(input).every((wanted) => {
    const found = findSetting(input.settings, wanted.names)
    if (!found || found.value === null || holds(wanted, found)) return true
    if (!wanted.essential) return true
    return wanted.part !== 'switch' && (wanted.fixed || found.readonly)
  })
}

/** What a key holds in which an identifier stands is nobody's business. */
export function shown(wanted: Pick<WantedSetting, 'type'>, value: string | null): string {
  if (value === null) return 'not told'
  if (value === '') return 'empty'
  return wanted.type === 'id_tag' ? 'an identifier' : value
}
