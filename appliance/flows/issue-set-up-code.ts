import { randomInt } from 'node:crypto'
import { secretHash } from '../domain/bearer-secret.ts'
import { toUtcText } from '../domain/utc-text.ts'
import { appendToLedger } from '../ledger/append.ts'
import { writeMeta } from '../store/meta.ts'
import { hasUsers } from '../store/users.ts'
import { gatewayOrigin } from './context.ts'
import type { FlowContext } from './context.ts'

/** Where the hash of the code is kept. */
export const setUpCodeKey = 'setUpCodeHash'

/** Crockford's digits: none looks like another on a small screen. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * While nobody can sign in, makes the one-time code that lets the first administrator be set up, to be
 * shown to whoever is at the box; null once there is a user. A code of an earlier start ends with it: only
 * its hash is kept, so that it could not be shown again.
 */
export function issueSetUpCode(context: FlowContext): Promise<string | null> {
  return context.commits.write((tx) => {
    if (hasUsers(tx)) return null
    const code = newCode()
    writeMeta(tx, setUpCodeKey, secretHash(plainCode(code)))
    appendToLedger(tx, {
      at: toUtcText(context.clock.now()),
      ...gatewayOrigin,
      action: 'set-up-code.issued',
      subject: 'gateway',
      body: {},
    })
    return code
  })
}

/** `K7QP-2MXV`: 40 bits, guessed at under a rate limit only. */
function newCode(): string {
  const drawn = Array.from({ length: 8 }, () => digits[randomInt(digits.length)])
  return `${drawn.slice(0, 4).join('')}-${drawn.slice(4).join('')}`
}

/** The code without the ways in which people type it: dashes, spaces, small letters, O for 0, I and L for 1. */
export function plainCode(typed: string): string {
  return typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
}
