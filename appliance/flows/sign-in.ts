import { newSecret, secretHash } from '../domain/bearer-secret.ts'
import { verifyPersonPassword } from '../domain/person-password.ts'
import { lockAfterFailures } from '../domain/sign-in-lock.ts'
import { fromUtcText, toUtcText } from '../domain/utc-text.ts'
import { appendToLedger } from '../ledger/append.ts'
import { deleteExpiredLogins, insertLogin } from '../store/logins.ts'
import type { Tx } from '../store/store.ts'
import { findUser, findUserByName, updateUser } from '../store/users.ts'
import type { UserRow } from '../store/users.ts'
import type { FlowContext, Origin } from './context.ts'
import { loginEnd } from './keep-login.ts'
import { noteUserChange } from './note-user-change.ts'

export interface SignInInput {
  readonly name: string
  readonly password: string
  /** Of the browser, for the ledger. */
  readonly address: string
}

export type SignInOutcome =
  /** `secret` goes into the browser's cookie and is kept nowhere else. */
  | {
      readonly kind: 'signed_in'
      readonly user: UserRow
      readonly secret: string
      readonly csrfToken: string
    }
  /** One answer for every reason: a wrong name, a wrong password, a locked or a disabled user. */
  | { readonly kind: 'refused' }

/** Signs somebody in with name and password, or counts the failure against the name. */
export async function signIn(
  context: FlowContext,
  origin: Origin,
  { name, password, address }: SignInInput,
): Promise<SignInOutcome> {
  const known = findUserByName(context.store, name)
  const right = await verifyPersonPassword(password, known?.passwordHash ?? null)
  return context.commits.write((tx): SignInOutcome => {
    const now = context.clock.now()
    // As it is now: it may have been locked or disabled, or got another password, while the hash was computed.
    const user = known === undefined ? undefined : findUser(tx, known.id)
    if (user === undefined) {
      noteUnknownName(tx, toUtcText(now), origin, address)
      return { kind: 'refused' }
    }
    const attempt = { now, address }
    const why = isShutOut(user, now)
    if (why !== null) return refuseShutOut(tx, context, origin, user, { why, address })
    if (!right || user.passwordHash !== known?.passwordHash)
      return countFailure(tx, context, origin, user, attempt)
    return admit(tx, context, origin, user, attempt)
  })
}

/** A name that is nobody's is not written down: people type passwords into the wrong field. */
function noteUnknownName(tx: Tx, at: string, origin: Origin, address: string): void {
  const body = { why: 'unknown_name', address }
  appendToLedger(tx, { at, ...origin, action: 'sign-in.failed', subject: 'user:(unknown)', body })
}

type Attempt = { readonly now: Temporal.Instant; readonly address: string }

function isShutOut(user: UserRow, now: Temporal.Instant): 'disabled' | 'locked' | null {
  if (user.disabledAt !== null) return 'disabled'
  if (user.lockedUntil === null) return null
  return Temporal.Instant.compare(now, fromUtcText(user.lockedUntil)) < 0 ? 'locked' : null
}

/** Attempts during a lock do not prolong it: otherwise anybody could keep anybody out for ever. */
function refuseShutOut(
  tx: Tx,
  context: FlowContext,
  origin: Origin,
  user: UserRow,
  more: { readonly why: 'disabled' | 'locked'; readonly address: string },
): SignInOutcome {
  noteUserChange(tx, context, origin, 'sign-in.failed', user, more)
  return { kind: 'refused' }
}

function countFailure(
  tx: Tx,
  context: FlowContext,
  origin: Origin,
  user: UserRow,
  { now, address }: Attempt,
): SignInOutcome {
  const failedSignIns = user.failedSignIns + 1
  const lock = lockAfterFailures(failedSignIns)
  const lockedUntil = lock === null ? null : toUtcText(now.add(lock))
  const counted = updateUser(tx, user, { failedSignIns, lockedUntil })
  noteUserChange(tx, context, origin, 'sign-in.failed', counted, { why: 'wrong_password', address })
  if (lock !== null) noteUserChange(tx, context, origin, 'user.locked', counted)
  return { kind: 'refused' }
}

function admit(
  tx: Tx,
  context: FlowContext,
  origin: Origin,
  before: UserRow,
  { now, address }: Attempt,
): SignInOutcome {
  const user = updateUser(tx, before, { failedSignIns: 0, lockedUntil: null })
  const secret = newSecret()
  const csrfToken = newSecret()
  const createdAt = toUtcText(now)
  deleteExpiredLogins(tx, createdAt)
  const expiresAt = toUtcText(loginEnd(now, now))
  insertLogin(tx, { tokenHash: secretHash(secret), userId: user.id, csrfToken, createdAt, expiresAt })
  const actor = `user:${user.name}`
  noteUserChange(tx, context, { ...origin, actor }, 'user.signed-in', user, { address })
  return { kind: 'signed_in', user, secret, csrfToken }
}
