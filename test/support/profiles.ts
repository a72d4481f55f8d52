import type { FirmwareProfile } from '../../appliance/domain/firmware-profile.ts'
import type { FreevendKey } from '../../appliance/domain/profile-freevend.ts'
import { loadFirmwareProfiles } from '../../appliance/firmware-profiles.ts'

const shipped = await loadFirmwareProfiles(null)

/** A profile that the gateway comes with. */
export function shippedProfile(id: string): FirmwareProfile {
  const profile = shipped.find((one) => one.id === id)
  if (!profile) throw new Error(`there is no profile ${id}`)
  return profile
}

/** A key that lets anyone charge while it is `true`. */
export function freevendKey(given: Partial<FreevendKey> = {}): FreevendKey {
  return {
    key: 'FreeVend',
    type: 'boolean',
    open: 'true',
    managed: 'false',
    reboot: 'none',
    readonly: false,
    because: 'It lets anyone charge.',
    confidence: 'tested',
    source: 'the test',
    ...given,
  }
}
