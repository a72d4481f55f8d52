import type { ModeAnswer } from '../domain/access-mode.ts'
import {
  expectedModeAt,
  scheduledModeAt,
  type ExpectedMode,
  type ScheduledCharger,
} from '../domain/rollout.ts'
import type { FlowContext } from './context.ts'

export interface ModeNow {
  readonly expected: ExpectedMode
  /** What the schedule says, whether the rollout has come to enforcing it or not. */
  readonly scheduled: ModeAnswer
}

/**
 * The mode that decisions go by now. While the clock is unknown that is the mode of the last instant known, and
 * nobody can say when it changes next.
 */
export function modeNow(
  { clock, clockConfidence, scheduleTime }: FlowContext,
  charger: ScheduledCharger,
): ModeNow {
  const at = scheduleTime(clock.now())
  const unknown = clockConfidence() === 'unknown' ? { nextChangeAt: null, nextMode: null } : {}
  return {
    expected: { ...expectedModeAt(charger, at), ...unknown },
    scheduled: { ...scheduledModeAt(charger, at), ...unknown },
  }
}
