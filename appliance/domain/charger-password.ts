import { createHmac, randomInt, timingSafeEqual, type KeyObject } from 'node:crypto'

/** What is kept of a charger's password. */
export interface ChargerPasswordMacs {
  /** Of the password's bytes as they were given. */
  readonly passwordMac: Uint8Array
  /** Of the 20 bytes that 40 hex characters stand for; null where the password is not of that form. */
  readonly passwordMacAlternative: Uint8Array | null
}

/** Accepted lengths in bytes; chargers in the field have shorter ones than OCPP 2.0.1 A00.FR.205 asks for. */
export const chargerPasswordLength = { min: 8, recommended: 16, max: 40 } as const

/** Read aloud and typed at a charger: no 0/O, 1/l/I. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789'
const generatedLength = 20

/**
 * A password that every version can be given: 20 ASCII characters are also the 20 bytes to which OCPP 1.6
 * limits its AuthorizationKey (security white paper, 4.1).
 */
export function generateChargerPassword(): string {
  return Array.from({ length: generatedLength }, () => alphabet[randomInt(alphabet.length)]).join('')
}

export type PasswordProblem = 'too_short' | 'too_long'

/** Null: the password can be used. */
export function passwordProblem(password: Uint8Array): PasswordProblem | null {
  if (password.byteLength < chargerPasswordLength.min) return 'too_short'
  if (password.byteLength > chargerPasswordLength.max) return 'too_long'
  return null
}

/**
 * OCPP 1.6 sends the AuthorizationKey as 40 hex characters and means 20 bytes; chargers then present the one
 * or the other. Both forms are kept, so that either is let in.
 */
export function chargerPasswordMacs(
  key: KeyObject,
  chargerId: string,
  password: Uint8Array,
): ChargerPasswordMacs {
  const bytes = bytesOfHex(password)
  return {
    passwordMac: mac(key, chargerId, password),
    passwordMacAlternative: bytes && mac(key, chargerId, bytes),
  }
}

/** Whether a charger presents the password it was given, in either form; takes the same time for any wrong one. */
export function chargerPasswordMatches(
  key: KeyObject,
  chargerId: string,
  presented: Uint8Array,
  stored: ChargerPasswordMacs,
): boolean {
  const given = mac(key, chargerId, presented)
  const asBytes = mac(key, chargerId, bytesOfHex(presented) ?? presented)
  const alternative = stored.passwordMacAlternative ?? stored.passwordMac
  const matches = [
    timingSafeEqual(given, stored.passwordMac),
    timingSafeEqual(asBytes, stored.passwordMac),
    timingSafeEqual(asBytes, alternative),
  ]
  return matches.includes(true)
}

/** HMAC-SHA-256 over id ‖ 0x00 ‖ password: the same password has another MAC at each charger. */
function mac(key: KeyObject, chargerId: string, password: Uint8Array): Uint8Array {
  return createHmac('sha256', key).update(chargerId).update(Buffer.of(0)).update(password).digest()
}

function bytesOfHex(password: Uint8Array): Uint8Array | null {
  if (password.byteLength !== 40) return null
  const text = Buffer.from(password).toString('latin1')
  return /^[0-9A-Fa-f]{40}$/.test(text) ? Buffer.from(text, 'hex') : null
}
