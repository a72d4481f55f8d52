import { isInRange, parseFirmwareRange } from './firmware-range.ts'
import type { FirmwareProfile, ProfileMatch } from './firmware-profile.ts'
import type { Protocol } from './protocol.ts'
import { isLike } from './text-pattern.ts'

/** What a charger says of itself in BootNotification; `null` where it has not, or not yet. */
export interface ChargerMake {
  readonly protocol: Protocol
  readonly vendor: string | null
  readonly model: string | null
  readonly firmware: string | null
}

export interface ProfileChoice {
  readonly profile: FirmwareProfile
  /** For the charger's page. */
  readonly because: string
}

export const matchParts = ['vendor', 'model', 'firmware'] as const

/**
 * The profile that names most about a charger; of equals the first, so that a depot's own come before those
 * shipped. `null` only where no generic profile exists for the protocol.
 */
export function matchProfile(profiles: readonly FirmwareProfile[], make: ChargerMake): ProfileChoice | null {
  let best: FirmwareProfile | null = null
  for (const profile of profiles) {
    if (!matches(profile.match, make)) continue
    if (best === null || specificity(profile.match) > specificity(best.match)) best = profile
  }
  return best === null ? null : { profile: best, because: reason(best, make) }
}

/** How much of a charger a match names. */
export function specificity(match: ProfileMatch): number {
  return matchParts.filter((part) => match[part] !== undefined).length
}

function matches(match: ProfileMatch, make: ChargerMake): boolean {
  if (match.automatic === false || !match.protocols.includes(make.protocol)) return false
  return matchParts.every((part) => {
    const wanted = match[part]
    if (wanted === undefined) return true
    const range = part === 'firmware' ? parseFirmwareRange(wanted) : null
    const said = make[part] ?? ''
    return range === null ? isLike(said, wanted) : isInRange(said, range)
  })
}

function reason({ match }: FirmwareProfile, make: ChargerMake): string {
  const named = matchParts.filter((part) => match[part] !== undefined)
  if (named.length === 0) return `No profile names this charger; the generic one of ${make.protocol} is used.`
  return `The charger's ${named.join(', ')} ${named.length === 1 ? 'matches' : 'match'} this profile.`
}
