import type { ChargerAnswers } from '../../domain/charger-answers.ts'
import { findSetting, type ChargerSettings } from '../../domain/charger-setting.ts'
import { standardKeys } from '../../domain/profile-vocabulary.ts'
import type { ChargerLine } from './charger-line.ts'
import { readSettings } from './charger-settings.ts'

export interface Learner {
  readonly line: ChargerLine
  readonly firmware: string | null
  /** UTC text of now. */
  readonly at: string
}

export type Learned =
  | { readonly kind: 'learned'; readonly answers: ChargerAnswers; readonly settings: ChargerSettings }
  | { readonly kind: 'failed'; readonly why: string }

const limit16 = 'GetConfigurationMaxKeys'
const limit2 = 'DeviceDataCtrlr.ItemsPerMessage[GetVariables]'

const extras2 = [
  'LocalAuthListCtrlr.Available',
  'LocalAuthListCtrlr.ItemsPerMessage',
  'LocalAuthListCtrlr.BytesPerMessage',
]

/**
 * Asks a charger what it can do, by name and no more at a time than it takes: not every firmware gives all when
 * all is asked for, and some restarts.
 */
export async function learn({ line, firmware, at }: Learner): Promise<Learned> {
  const limitName = line.of16 ? limit16 : limit2
  const first = await readSettings(line, [limitName], 1)
  if (first.kind === 'failed' && !first.refused) return first
  const maxKeysPerRead = first.kind === 'read' ? numberOf(first.settings, limitName) : null
  const asked = namesThatMatter(line)
  const read = await readSettings(line, asked, maxKeysPerRead)
  if (read.kind === 'failed') return read
  const { settings } = read
  const answers: ChargerAnswers = {
    firmware,
    protocol: line.protocol,
    at,
    asked,
    settings: Array.from(settings.values(), ({ name, readonly }) => ({ name, readonly })),
    featureProfiles: featureProfiles(settings),
    maxKeysPerRead,
    listMaxEntries: line.of16 ? numberOf(settings, 'LocalAuthListMaxLength') : null,
    listMaxPerMessage: line.of16 ? numberOf(settings, 'SendLocalListMaxLength') : perMessage2(settings),
    listAvailable: listAvailable(settings),
  }
  return { kind: 'learned', answers, settings }
}

/** The keys of the standard under the names of this charger, and those of its vendor. */
export function namesThatMatter({ profile, of16 }: Pick<ChargerLine, 'profile' | 'of16'>): string[] {
  const { freevend, offline, configuration } = profile
  const standard = standardKeys
    .filter((key) => key.includes('.') !== of16)
    .map((key) => configuration.keys.find((entry) => entry.key === key)?.spelling ?? key)
  const vendor = [
    ...freevend.keys.flatMap(({ key, alsoCalled = [] }) => [key].concat(alsoCalled)),
    ...offline.keys.map(({ key }) => key),
  ]
  return [...new Set([...standard, ...vendor, ...(of16 ? [] : extras2)])]
}

function numberOf(settings: ChargerSettings, name: string): number | null {
  const value = Number(findSetting(settings, [name])?.value ?? Number.NaN)
  return Number.isInteger(value) && value > 0 ? value : null
}

function featureProfiles(settings: ChargerSettings): string[] | null {
  const value = findSetting(settings, ['SupportedFeatureProfiles'])?.value ?? null
  return value === null ? null : value.split(/[,;\s]+/).filter((name) => name !== '')
}

/** An entry with the longest usual identifier, type and expiry, as JSON. */
const bytesPerEntry = 200

function perMessage2(settings: ChargerSettings): number | null {
  const items = numberOf(settings, 'LocalAuthListCtrlr.ItemsPerMessage')
  const bytes = numberOf(settings, 'LocalAuthListCtrlr.BytesPerMessage')
  const told = [items, bytes === null ? null : Math.max(1, Math.floor(bytes / bytesPerEntry))]
  const limits = told.filter((count) => count !== null)
  return limits.length === 0 ? null : Math.min(...limits)
}

function listAvailable(settings: ChargerSettings): boolean | null {
  const value = findSetting(settings, ['LocalAuthListCtrlr.Available'])?.value?.toLowerCase() ?? null
  return value === null ? null : value === 'true'
}
