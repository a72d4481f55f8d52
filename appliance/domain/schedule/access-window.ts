import type { AccessMode } from '../access-mode.ts'

/**
 * When a policy expects another mode than its default. All times are the depot's local ones. It begins on each
 * date that `rrule` or `dates` gives and `exdates` does not take away; with neither, on `validFrom` alone.
 */
export interface AccessWindow {
  readonly id: number
  readonly mode: AccessMode
  /** RFC 5545 recurrence of whole days, as `parseRecurrence` takes it; null for single dates. */
  readonly rrule: string | null
  /** Dates besides those of the rule (RDATE): `2026-12-24`. */
  readonly dates: readonly string[]
  /** Dates on which it does not begin (EXDATE). */
  readonly exdates: readonly string[]
  /** `HH:MM` or `HH:MM:SS`; included. */
  readonly startLocal: string
  /** Excluded. Not after the start: on the next day. `24:00` is the end of the day. */
  readonly endLocal: string
  /** First date on which it may begin, and where INTERVAL and COUNT start; null: always. */
  readonly validFrom: string | null
  /** Last date on which it may begin, included; null: for ever. */
  readonly validTo: string | null
  /** The higher wins where windows overlap. */
  readonly priority: number
  readonly label: string
}

/**
 * Orders windows by who wins where they overlap: the higher priority, then the safer mode (saving a policy
 * rules that case out for the 400 days to come, but not for ever), then the older window.
 */
export function byPrecedence(one: AccessWindow, other: AccessWindow): number {
  if (one.priority !== other.priority) return other.priority - one.priority
  if (one.mode !== other.mode) return one.mode === 'managed_access' ? -1 : 1
  return one.id - other.id
}
