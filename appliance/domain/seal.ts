import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto'

const version = 1
const ivBytes = 12
const tagBytes = 16
const headerBytes = 1 + ivBytes + tagBytes

export type SealFailure = 'too_short' | 'unknown_version' | 'not_authentic'

/** Something sealed could not be opened; the message never holds its content. */
export class SealError extends Error {
  readonly failure: SealFailure

  constructor(failure: SealFailure, options?: ErrorOptions) {
    super(`Sealed value cannot be opened: ${failure}.`, options)
    this.name = 'SealError'
    this.failure = failure
  }
}

/** AES-256-GCM under a fresh nonce: version (1 byte) ‖ nonce (12) ‖ tag (16) ‖ ciphertext. */
export function seal(key: KeyObject, plaintext: string): Uint8Array {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes })
  const header = Buffer.of(version)
  cipher.setAAD(header)
  const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()])
  return Buffer.concat([header, iv, cipher.getAuthTag(), ciphertext])
}

/** Reads what `seal` wrote under the same key. Throws `SealError`. */
export function open(key: KeyObject, sealed: Uint8Array): string {
  if (sealed.byteLength < headerBytes) throw new SealError('too_short')
  if (sealed[0] !== version) throw new SealError('unknown_version')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + ivBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(sealed.subarray(0, 1))
  decipher.setAuthTag(sealed.subarray(1 + ivBytes, headerBytes))
  try {
    const plaintext = [decipher.update(sealed.subarray(headerBytes)), decipher.final()]
    return Buffer.concat(plaintext).toString('utf8')
  } catch (cause) {
    throw new SealError('not_authentic', { cause })
  }
}
