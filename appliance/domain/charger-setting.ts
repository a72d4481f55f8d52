import type { BooleanSpelling, KeyType } from './profile-vocabulary.ts'

/** A configuration key of a charger as it answered; in OCPP 2.x a variable, `Component.Variable`. */
export interface ChargerSetting {
  readonly name: string
  /** Null: it is there but does not tell. */
  readonly value: string | null
  readonly readonly: boolean
}

/** By name in lower case: keys compare without regard to case (OCPP 1.6 edition 2, 9.1). */
export type ChargerSettings = ReadonlyMap<string, ChargerSetting>

export function settingsByName(settings: Iterable<ChargerSetting>): ChargerSettings {
  return new Map(Array.from(settings, (setting) => [setting.name.toLowerCase(), setting]))
}

/** The one of several names under which the charger has a setting. */
export function findSetting(settings: ChargerSettings, names: readonly string[]): ChargerSetting | undefined {
  for (const name of names) {
    const found = settings.get(name.toLowerCase())
    if (found) return found
  }
  return undefined
}

const truths = new Set(['true', '1', 'on', 'yes'])
const falsehoods = new Set(['false', '0', 'off', 'no', ''])

/** Whether two values of a key are the same to the charger: `True` and `1` are one boolean. */
export function isSameValue(type: KeyType, one: string, other: string): boolean {
  const [a, b] = [one.trim().toLowerCase(), other.trim().toLowerCase()]
  if (a === b) return true
  switch (type) {
    case 'boolean':
      return (truths.has(a) && truths.has(b)) || (falsehoods.has(a) && falsehoods.has(b))
    case 'integer':
      return a !== '' && b !== '' && Number(a) === Number(b)
    case 'choice':
    case 'text':
    case 'id_tag':
      return false
  }
}

const spellings: Readonly<Record<BooleanSpelling, readonly [yes: string, no: string]>> = {
  true: ['true', 'false'],
  True: ['True', 'False'],
  TRUE: ['TRUE', 'FALSE'],
  '1': ['1', '0'],
}

export function spellBoolean(spelling: BooleanSpelling, value: boolean): string {
  return spellings[spelling][value ? 0 : 1]
}
