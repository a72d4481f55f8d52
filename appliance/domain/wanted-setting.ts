import type { AccessMode, OfflinePolicy } from './access-mode.ts'
import { spellBoolean } from './charger-setting.ts'
import type { FirmwareProfile } from './firmware-profile.ts'
import type { FreevendKey, FreevendKeyValue } from './profile-freevend.ts'
import type { KeyType, RebootNeed } from './profile-vocabulary.ts'
import type { Protocol } from './protocol.ts'

/** A setting that a mode asks for. */
export interface WantedSetting {
  /** The names that it goes by, of which a charger has one. */
  readonly names: readonly string[]
  readonly type: KeyType
  readonly value: string
  /** It need only hold something, whatever that is. */
  readonly anyValue: boolean
  /** `switch`: opens or closes the charger; it beats all others, so it comes first. `list`: before the list is sent. */
  readonly part: 'switch' | 'list' | 'standard' | 'offline'
  /** Whether the mode does not hold while the charger refuses it. */
  readonly essential: boolean
  readonly reboot: RebootNeed
  /** The profile knows that writing it does nothing. */
  readonly fixed: boolean
  /** For people: why the mode asks for it. */
  readonly why: string
}

export interface WantedMode {
  readonly profile: FirmwareProfile
  readonly protocol: Protocol
  readonly mode: AccessMode
  readonly offlinePolicy: OfflinePolicy
  /** Whether the charger keeps a list of identifiers; without one it can only refuse everybody offline. */
  readonly keepsList: boolean
}

/** All that a mode asks of a charger's configuration, in the order in which it is written. */
export function wantedSettings(wanted: WantedMode): WantedSetting[] {
  const switches = switchSettings(wanted)
  // What a profile says of a key beats the standard: some vendors switch with a key of the standard.
  const named = new Set(switches.flatMap(({ names }) => names.map((name) => name.toLowerCase())))
  const others = [...standardSettings(wanted), ...offlineSettings(wanted)].filter(
    ({ names }) => !names.some((name) => named.has(name.toLowerCase())),
  )
  return wanted.mode === 'managed_access' ? [...switches, ...others] : [...others.toReversed(), ...switches]
}

/** What a key that works by holding an identifier is given where nobody says which. */
const anyIdTag = 'GATEHOUSE'

function switchSettings({ profile, protocol, mode }: WantedMode): WantedSetting[] {
  const keys = profile.freevend.keys.flatMap((key) => switchSetting(key, mode))
  const enabled = 'AuthCtrlr.Enabled'
  const hasIt = profile.freevend.keys.some(({ key }) => key.toLowerCase() === enabled.toLowerCase())
  if (protocol === 'ocpp1.6' || hasIt || mode === 'freevend') return keys
  const why = 'With false the station authorises without asking.'
  return [...keys, { ...plain, names: [enabled], value: 'true', part: 'switch', essential: true, why }]
}

const plain = { type: 'boolean', anyValue: false, reboot: 'unknown', fixed: false } as const

function switchSetting(key: FreevendKey, mode: AccessMode): WantedSetting[] {
  const value: FreevendKeyValue = mode === 'freevend' ? key.open : key.managed
  if (value === null) return []
  const { type, reboot, readonly, because } = key
  const names = [key.key, ...(key.alsoCalled ?? [])]
  const rest = {
    names,
    type,
    reboot,
    fixed: readonly,
    part: 'switch',
    essential: true,
    why: because,
  } as const
  if (typeof value === 'string') return [{ ...rest, value, anyValue: false }]
  return [{ ...rest, value: value.idTag ?? anyIdTag, anyValue: true }]
}

interface StandardWish {
  readonly key: string
  readonly value: boolean
  readonly part: 'list' | 'standard'
  readonly essential: boolean
  readonly why: string
}

function standardSettings(wanted: WantedMode): WantedSetting[] {
  const { configuration } = wanted.profile
  return standardWishes(wanted).map(({ key, value, part, essential, why }) => {
    const departure = configuration.keys.find((entry) => entry.key === key)
    const fixed = departure?.access === 'readonly' || departure?.access === 'ignored'
    const names = departure?.spelling === undefined ? [key] : [departure.spelling, key]
    const spelled = spellBoolean(configuration.booleans, value)
    return {
      names,
      type: 'boolean',
      value: spelled,
      anyValue: false,
      part,
      essential,
      reboot: 'unknown',
      fixed,
      why,
    }
  })
}

function standardWishes({ protocol, mode, offlinePolicy, keepsList }: WantedMode): StandardWish[] {
  const names = protocol === 'ocpp1.6' ? names16 : names2
  if (mode === 'freevend') {
    const why = 'Anyone may charge while the gateway is away, too.'
    return [
      { key: names.offlineList, value: true, part: 'standard', essential: false, why },
      { key: names.offlineUnknown, value: true, part: 'standard', essential: false, why },
    ]
  }
  const listed = keepsList && offlinePolicy === 'listed_only'
  const standard = (key: string, value: boolean, why: string, essential = true): StandardWish[] => [
    { key, value, part: 'standard', essential, why },
  ]
  const list: StandardWish = {
    key: names.listEnabled,
    value: true,
    part: 'list',
    essential: false,
    why: 'The charger goes by its list while the gateway is away.',
  }
  return [
    ...(listed ? [list] : []),
    ...standard(names.preAuthorise, false, 'Nobody starts before the gateway has answered.'),
    ...standard(names.cache, false, 'Who was accepted in open hours must not be remembered.'),
    ...standard(names.offlineUnknown, false, 'While the gateway is away strangers do not charge.'),
    ...standard(
      names.offlineList,
      listed,
      listed
        ? 'While the gateway is away those in the list charge.'
        : 'While the gateway is away nobody charges.',
      !listed,
    ),
    ...(protocol === 'ocpp1.6'
      ? []
      : standard('AuthCtrlr.DisableRemoteAuthorization', false, 'The station must ask the gateway.')),
    // The gateway stops such a session by itself, so the mode holds without it.
    ...standard(names.stopWhenInvalid, true, 'A start that is denied afterwards is stopped.', false),
  ]
}

const names16 = {
  listEnabled: 'LocalAuthListEnabled',
  preAuthorise: 'LocalPreAuthorize',
  cache: 'AuthorizationCacheEnabled',
  offlineUnknown: 'AllowOfflineTxForUnknownId',
  offlineList: 'LocalAuthorizeOffline',
  stopWhenInvalid: 'StopTransactionOnInvalidId',
} as const

const names2 = {
  listEnabled: 'LocalAuthListCtrlr.Enabled',
  preAuthorise: 'AuthCtrlr.LocalPreAuthorize',
  cache: 'AuthCacheCtrlr.Enabled',
  offlineUnknown: 'AuthCtrlr.OfflineTxForUnknownIdEnabled',
  offlineList: 'AuthCtrlr.LocalAuthorizeOffline',
  stopWhenInvalid: 'TxCtrlr.StopTxOnInvalidId',
} as const

/** After this one the cache is emptied. */
export const cacheNames: readonly string[] = [names16.cache, names2.cache]

function offlineSettings({ profile, mode, offlinePolicy, keepsList }: WantedMode): WantedSetting[] {
  return profile.offline.keys.flatMap((key) => {
    const managed = offlinePolicy === 'listed_only' && keepsList ? key.listedOnly : key.denyAll
    const value = mode === 'freevend' ? key.open : managed
    if (value === null) return []
    const { type, reboot, readonly, because } = key
    const essential = mode === 'managed_access'
    const rest = { type, value, anyValue: false, part: 'offline', reboot, fixed: readonly } as const
    return [{ ...rest, names: [key.key], essential, why: because }]
  })
}
