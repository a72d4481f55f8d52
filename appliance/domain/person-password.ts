import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const

/** Hashes a person's password as a PHC string: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPersonPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive('argon2id', { message: normalised(password), nonce, ...cost })
  const { memory, passes, parallelism } = cost
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`
}

const phcForm = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/**
 * Whether the password is the one that was hashed. `null` stands for a user who does not exist: the answer
 * is then no, after the same work, so that time does not tell names.
 */
export async function verifyPersonPassword(password: string, phc: string | null): Promise<boolean> {
  const match = phcForm.exec(phc ?? nobodysHash)
  if (match === null) throw new Error('the stored password hash is not an Argon2id PHC string')
  const [, memory, passes, parallelism, salt = '', hash = ''] = match
  const expected = Buffer.from(hash, 'base64')
  const tag = await derive('argon2id', {
    message: normalised(password),
    nonce: Buffer.from(salt, 'base64'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: expected.length,
  })
  return timingSafeEqual(tag, expected) && phc !== null
}

const nobodysHash = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`

export const passwordLengths = { min: 8, max: 200 } as const

/** Why a password will not do, as the rest of the sentence "The password …"; null when it will. */
export function passwordWeakness(password: string, name: string): string | null {
  const { length } = normalised(password)
  if (length < passwordLengths.min) return `must have at least ${passwordLengths.min} characters`
  if (length > passwordLengths.max) return `must have at most ${passwordLengths.max} characters`
  if (password.toLowerCase() === name.toLowerCase()) return 'must not be the name'
  if (new Set(password).size < 3) return 'must not repeat one or two characters'
  return null
}

/** The same password typed on another keyboard must give the same bytes (RFC 8265). */
function normalised(password: string): string {
  return password.normalize('NFC')
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '')
}
