import type { FirmwareProfile } from './firmware-profile.ts'
import type { Protocol } from './protocol.ts'

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

const parts = ['vendor', 'model', 'firmware'] as const

/**
 * The profile that names most about a charger; of equals the first, so that a depot's own come before those
 * shipped. `null` only where no generic profile exists for the protocol.
 */
export function matchProfile(profiles: readonly FirmwareProfile[], make: ChargerMake): ProfileChoice | null {
  let best: FirmwareProfile | null = null
  for (const profile of profiles) {
    if (!matches(profile, make)) continue
    if (best === null || specificity(profile) > specificity(best)) best = profile
  }
  return best === null ? null : { profile: best, because: reason(best, make) }
}

function matches({ match }: FirmwareProfile, make: ChargerMake): boolean {
  if (!match.protocols.includes(make.protocol)) return false
  return parts.every((part) => {
    const pattern = match[part]
    return pattern === undefined || isLike(make[part] ?? '', pattern)
  })
}

function specificity({ match }: FirmwareProfile): number {
  return parts.filter((part) => match[part] !== undefined).length
}

function reason({ match }: FirmwareProfile, make: ChargerMake): string {
  const named = parts.filter((part) => match[part] !== undefined)
  if (named.length === 0) return `No profile names this charger; the generic one of ${make.protocol} is used.`
  return `The charger's ${named.join(', ')} ${named.length === 1 ? 'matches' : 'match'} this profile.`
}

/** `*` stands for any text. Firmware pads these fields with blanks and NUL, so both are ignored at the ends. */
function isLike(text: string, pattern: string): boolean {
  const value = text.replaceAll('\0', '').trim().toLowerCase()
  const [start = '', ...rest] = pattern.toLowerCase().split('*')
  const end = rest.pop()
  if (end === undefined) return value === start
  if (!value.startsWith(start) || value.length < start.length + end.length || !value.endsWith(end))
    return false
  let from = start.length
  for (const middle of rest) {
    const at = value.indexOf(middle, from)
    if (at < 0) return false
    from = at + middle.length
  }
  return from <= value.length - end.length
}
