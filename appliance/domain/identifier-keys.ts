import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

/** The gateway's keys, each derived from the master key for one use only. */
export interface Keys {
  /** Makes identifiers comparable without showing them. */
  readonly identifier: KeyObject
  /** Encrypts what must be readable again. */
  readonly seal: KeyObject
  /** Makes chargers' passwords checkable at every reconnect. */
  readonly chargerPassword: KeyObject
}

const keyBytes = 32

/** Sub-keys by HKDF-SHA-256 (RFC 5869). Throws RangeError when the master key is shorter than 32 bytes. */
export function deriveKeys(masterKey: Uint8Array): Keys {
  if (masterKey.byteLength < keyBytes) throw new RangeError('The master key has fewer than 32 bytes.')
  return {
    identifier: derive(masterKey, 'identifier'),
    seal: derive(masterKey, 'seal'),
    chargerPassword: derive(masterKey, 'charger-password'),
  }
}

function derive(masterKey: Uint8Array, use: string): KeyObject {
  const bytes = hkdfSync('sha256', masterKey, new Uint8Array(0), `gatehouse/1/${use}`, keyBytes)
  return createSecretKey(new Uint8Array(bytes))
}

/** The key under which an identifier is looked up, joined and logged: HMAC-SHA-256, base64url, 43 characters. */
export function identifierKey(key: KeyObject, normalised: string): string {
  return createHmac('sha256', key).update(normalised).digest('base64url')
}
