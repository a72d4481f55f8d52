import type { FreevendSwitch } from './capability.ts'
import type { ProfileClaim } from './profile-sections.ts'
import type { EffectTime, FactoryMode, KeyType, RebootNeed, YesNoUnknown } from './profile-vocabulary.ts'

/** What a charger presents when nobody presented anything. It is never matched to a person. */
export type FreevendIdTag =
  | { readonly kind: 'none' }
  | { readonly kind: 'serial' }
  | { readonly kind: 'constant'; readonly value: string }
  /** What its configuration key of this name holds; `value` is what it holds from the factory. */
  | { readonly kind: 'configured'; readonly key: string; readonly value?: string }

/**
 * What a key is set to in one mode: this text exactly; nothing, so that it stays as it is (`null`); or any
 * identifier, for keys that work by holding one, with the one that vendor or presets use.
 */
export type FreevendKeyValue = string | null | { readonly idTag: string | null }

/** A key that takes part in switching free charging. Keys are written in the order of the profile. */
export interface FreevendKey extends ProfileClaim {
  /** As the charger spells it; in OCPP 2.x `Component.Variable`. */
  readonly key: string
  /** Other names of it, of which a charger has one. */
  readonly alsoCalled?: readonly string[]
  readonly type: KeyType
  /** In freevend. */
  readonly open: FreevendKeyValue
  /** In managed access. */
  readonly managed: string | null
  readonly reboot: RebootNeed
  readonly readonly: boolean
  /** Sources contradict each other, or there is but one that nobody has confirmed: a probe must show. */
  readonly unconfirmed?: boolean
}

/** How the charger behaves when anyone may charge, and how that is switched. */
export interface ProfileFreevend {
  readonly control: FreevendSwitch
  /** Whether it asks before it starts in managed access. */
  readonly asksBeforeStart: boolean
  readonly factory: FactoryMode
  /** Whether it sends Authorize although anyone may charge; it then wants its idTag accepted. */
  readonly asksWhileOpen: YesNoUnknown
  readonly takesEffect: EffectTime
  readonly idTag: FreevendIdTag
  readonly keys: readonly FreevendKey[]
}
