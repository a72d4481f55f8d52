import { capabilityOf, type Capability, type CapabilityFacts, type SwitchKey } from './capability.ts'
import type { FirmwareProfile } from './firmware-profile.ts'
import type { FreevendKey } from './profile-freevend.ts'
import type { Protocol } from './protocol.ts'

/** What a charger can enforce as far as its firmware profile tells, before it has been asked or probed. */
export function capabilityFromProfile(profile: FirmwareProfile, protocol: Protocol): Capability {
  return capabilityOf(capabilityFacts(profile, protocol))
}

/** What that rests on. */
export function capabilityFacts(
  { freevend, offline, localList }: FirmwareProfile,
  protocol: Protocol,
): CapabilityFacts {
  return {
    protocol,
    freevendSwitch: freevend.control,
    asksBeforeStart: freevend.asksBeforeStart,
    factoryMode: freevend.factory,
    switchKeys: freevend.keys.filter(isSwitch).map(switchKey),
    failsOpenOffline: offline.enforcement === 'fails_open',
    localListProblem:
      localList.support === 'none' || localList.support === 'refuses' ? localList.support : null,
    takesEffectAtNextPlugIn: freevend.takesEffect === 'next_plug_in',
  }
}

/** A key that is set in either mode tells the modes apart; others only go along with it. */
export function isSwitch({ open, managed }: FreevendKey): boolean {
  return open !== null && managed !== null
}

function switchKey({ key, readonly, unconfirmed, confidence }: FreevendKey): SwitchKey {
  return { key, readonly, isConfirmed: !unconfirmed && confidence !== 'inferred' }
}
