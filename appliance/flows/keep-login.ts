import { fromUtcText, toUtcText } from '../domain/utc-text.ts'
import { extendLogin } from '../store/logins.ts'
import type { LoginRow } from '../store/logins.ts'
import type { FlowContext } from './context.ts'

/** A login ends after this long without use … */
const loginIdleHours = 12
/** … and after this long in any case. */
export const loginMaxHours = 7 * 24

/** Moves the end of a login that is in use, at most every five minutes. Not a fact for the ledger. */
export function keepLogin(context: FlowContext, login: LoginRow): void {
  const expiresAt = loginEnd(context.clock.now(), fromUtcText(login.createdAt))
  const movedBy = expiresAt.since(fromUtcText(login.expiresAt)).total('minutes')
  if (movedBy < 5) return
  context.commits
    .write((tx) => extendLogin(tx, login.tokenHash, toUtcText(expiresAt)))
    .catch((error: unknown) => context.log.warn({ err: error }, 'a login could not be extended'))
}

/** When a login that was made at `createdAt` and is used now ends. */
export function loginEnd(now: Temporal.Instant, createdAt: Temporal.Instant): Temporal.Instant {
  const idleEnd = now.add({ hours: loginIdleHours })
  const lastEnd = createdAt.add({ hours: loginMaxHours })
  return Temporal.Instant.compare(idleEnd, lastEnd) < 0 ? idleEnd : lastEnd
}
