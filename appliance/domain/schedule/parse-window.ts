import type { AccessMode } from '../access-mode.ts'
import type { AccessWindow } from './access-window.ts'
import { compileWindow } from './compiled-window.ts'
import { parseClockTime } from './local-clock-time.ts'
import { parseLocalDate, scheduleDays } from './local-date.ts'
import { searchYears, isCountReached } from './recurrence-days.ts'
import { needsFirstDay, normaliseRule, parseRecurrence } from './recurrence.ts'

/** A window as somebody gives it. What is left out: no rule, no dates, always valid, priority 0, no label. */
export interface WindowInput {
  readonly mode: AccessMode
  readonly startLocal: string
  readonly endLocal: string
  readonly rrule?: string | null
  readonly dates?: readonly string[]
  readonly exdates?: readonly string[]
  readonly validFrom?: string | null
  readonly validTo?: string | null
  readonly priority?: number
  readonly label?: string
}

/** A window that has no id yet. */
export type NewWindow = Omit<AccessWindow, 'id'>

export interface WindowError {
  /** The field of the window: `rrule`. */
  readonly field: keyof NewWindow
  /** What is wrong with it and what to give instead. */
  readonly message: string
}

export type WindowOutcome =
  | { readonly kind: 'valid'; readonly window: NewWindow }
  | { readonly kind: 'invalid'; readonly errors: readonly WindowError[] }

const neverMessage = `falls on no date within ${searchYears} years: look at exdates and validity too.`
const dateRule = 'a date such as 2026-12-31, from 1970 to 2199'

/** Checks a window and brings it into the form that is stored: rule in upper case, dates sorted, each once. */
export function parseWindow(input: WindowInput): WindowOutcome {
  const window: NewWindow = {
    mode: input.mode,
    rrule: input.rrule == null ? null : normaliseRule(input.rrule),
    dates: sorted(input.dates),
    exdates: sorted(input.exdates),
    startLocal: input.startLocal,
    endLocal: input.endLocal,
    validFrom: input.validFrom ?? null,
    validTo: input.validTo ?? null,
    priority: input.priority ?? 0,
    label: input.label ?? '',
  }
  let errors = [...timeErrors(window), ...dateErrors(window)]
  if (errors.length === 0) errors = ruleErrors(window)
  if (errors.length === 0 && neverBegins(window)) {
    errors = [{ field: window.rrule === null ? 'dates' : 'rrule', message: neverMessage }]
  }
  return errors.length === 0 ? { kind: 'valid', window } : { kind: 'invalid', errors }
}

function sorted(dates: readonly string[] = []): string[] {
  return [...new Set(dates)].sort()
}

function timeErrors({ startLocal, endLocal }: NewWindow): WindowError[] {
  const errors: WindowError[] = []
  const startS = parseClockTime(startLocal)
  if (startS === null || startS === 86_400) {
    errors.push({ field: 'startLocal', message: 'must be a time of day from 00:00 to 23:59, such as 18:00.' })
  }
  if (parseClockTime(endLocal) === null) {
    errors.push({ field: 'endLocal', message: 'must be a time of day from 00:00 to 24:00, such as 06:00.' })
  }
  return errors
}

function dateErrors(window: NewWindow): WindowError[] {
  const errors: WindowError[] = []
  for (const field of ['validFrom', 'validTo'] as const) {
    const text = window[field]
    if (text !== null && parseLocalDate(text) === null)
      errors.push({ field, message: `must be ${dateRule}, or null.` })
  }
  for (const field of ['dates', 'exdates'] as const) {
    if (window[field].some((text) => parseLocalDate(text) === null)) {
      errors.push({ field, message: `each must be ${dateRule}.` })
    }
  }
  const { validFrom, validTo, dates } = window
  if (errors.length > 0) return errors
  // Dates of this form sort as text.
  if (validFrom !== null && validTo !== null && validTo < validFrom) {
    errors.push({ field: 'validTo', message: 'is before validFrom: give the same or a later date.' })
  }
  if (
    dates.some((date) => (validFrom !== null && date < validFrom) || (validTo !== null && date > validTo))
  ) {
    errors.push({ field: 'dates', message: 'each must lie between validFrom and validTo.' })
  }
  return errors
}

function ruleErrors({ rrule, dates, validFrom, validTo }: NewWindow): WindowError[] {
  if (rrule === null) {
    if (dates.length > 0) return []
    if (validFrom === null) {
      return [{ field: 'rrule', message: 'is missing: give a rule, dates, or validFrom for a single date.' }]
    }
    if (validTo === null || validTo === validFrom) return []
    return [{ field: 'rrule', message: 'is missing: for each day of the validity give FREQ=DAILY.' }]
  }
  const outcome = parseRecurrence(rrule)
  if (outcome.kind === 'invalid') return [{ field: 'rrule', message: outcome.message }]
  if (validFrom === null) {
    const message = 'is needed by this rule: give the first date, from which it is counted.'
    return needsFirstDay(outcome.recurrence) ? [{ field: 'validFrom', message }] : []
  }
  if (isCountReached(outcome.recurrence, parseLocalDate(validFrom)!)) return []
  return [{ field: 'rrule', message: `COUNT reaches beyond ${searchYears} years: use validTo instead.` }]
}

function neverBegins(window: NewWindow): boolean {
  const { daysBetween } = compileWindow({ ...window, id: 0 }, 'UTC')
  const first = window.validFrom ?? (window.rrule === null ? window.dates[0] : undefined)
  const firstDay = first === undefined ? scheduleDays.first : parseLocalDate(first)!
  for (let year = 0; year <= searchYears; year++) {
    const day = firstDay + year * 366
    if (daysBetween(day, day + 365).length > 0) return false
  }
  return true
}
