import { capabilityOf, type Capability, type CapabilityFacts, type SwitchKey } from './capability.ts'
import type { ChargerAnswers, ChargerProofs } from './charger-answers.ts'
import type { FirmwareProfile } from './firmware-profile.ts'
import { keepsList } from './list-limits.ts'
import { capabilityFacts, isSwitch } from './profile-capability.ts'
import type { FreevendKey } from './profile-freevend.ts'
import type { Protocol } from './protocol.ts'

/** What a charger can be heard and seen to be able to do; null where it has not been asked or tried. */
export interface CapabilitySources {
  readonly profile: FirmwareProfile
  readonly protocol: Protocol
  readonly answers: ChargerAnswers | null
  readonly proofs: ChargerProofs | null
}

/**
 * What a charger can enforce, from three sources of which each beats the ones before: its profile, what it
 * answered about itself, what was proved by doing it.
 */
export function establishCapability(sources: CapabilitySources): Capability {
  const { profile, protocol, proofs } = sources
  return capabilityOf({
    ...capabilityFacts(profile, protocol),
    ...switchFacts(sources),
    localListProblem: listProblem(sources),
    ...(proofs?.refused.some((name) => strangersOffline.has(name)) === true && { failsOpenOffline: true }),
  })
}

/** A charger that refuses to have these off lets strangers charge while the gateway is away. */
const strangersOffline = new Set(['allowofflinetxforunknownid', 'authctrlr.offlinetxforunknownidenabled'])

function switchFacts(
  sources: CapabilitySources,
): Pick<CapabilityFacts, 'switchKeys' | 'freevendSwitch'> | null {
  const { freevend } = sources.profile
  if (freevend.control !== 'vendor_key') return null
  const keys = freevend.keys.filter(isSwitch)
  const known = keys.filter((key) => sources.answers === null || answeredOf(sources.answers, key))
  // The profile names a key that this very charger does not have.
  if (known.length === 0) return { freevendSwitch: 'unknown', switchKeys: [] }
  return { freevendSwitch: 'vendor_key', switchKeys: known.map((key) => switchKey(key, sources)) }
}

function switchKey(key: FreevendKey, { answers, proofs }: CapabilitySources): SwitchKey {
  const answered = answers && answeredOf(answers, key)
  const isProved = proofs?.freevend === 'switched'
  return {
    key: answered?.name ?? key.key,
    readonly: !isProved && (proofs?.freevend === 'refused' || (answered?.readonly ?? key.readonly)),
    isConfirmed: isProved || (!key.unconfirmed && key.confidence !== 'inferred'),
  }
}

function answeredOf({ settings }: ChargerAnswers, { key, alsoCalled = [] }: FreevendKey) {
  const names = new Set([key, ...alsoCalled].map((name) => name.toLowerCase()))
  return settings.find(({ name }) => names.has(name.toLowerCase())) ?? null
}

function listProblem({ profile, protocol, answers, proofs }: CapabilitySources): 'none' | 'refuses' | null {
  if (keepsList(profile, protocol, answers, proofs)) return null
  const claims = proofs?.localList === 'refused' || profile.localList.support === 'refuses'
  return claims ? 'refuses' : 'none'
}
