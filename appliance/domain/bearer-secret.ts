import { hash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits as text; too many to guess, so that a plain hash of it may be stored. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** API tokens can be told from other secrets by this. */
export const tokenPrefix = 'gh_'

/** SHA-256 in hex: what is stored in place of a cookie, a token or a set-up code. */
export function secretHash(secret: string): string {
  return hash('sha256', secret, 'hex')
}

/** Compares without telling by its time how much was right. */
export function sameSecret(left: string, right: string): boolean {
  return timingSafeEqual(hash('sha256', left, 'buffer'), hash('sha256', right, 'buffer'))
}
