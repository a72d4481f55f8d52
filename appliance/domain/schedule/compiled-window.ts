import type { AccessWindow } from './access-window.ts'
import { parseClockTime } from './local-clock-time.ts'
import { instantOfLocal } from './local-instant.ts'
import { dateOf, parseLocalDate, scheduleDays } from './local-date.ts'
import { recurrenceDays, type RecurrenceDays } from './recurrence-days.ts'
import { parseRecurrence } from './recurrence.ts'

/** One occurrence of a window, `[fromMs, untilMs)` in epoch milliseconds. */
export interface Occurrence {
  readonly fromMs: number
  readonly untilMs: number
}

/** A window whose rule has been read, ready to be asked for its occurrences. */
export interface CompiledWindow {
  readonly window: AccessWindow
  /** Epoch days on which it begins, from `firstDay` to `lastDay`, both included, ascending. */
  readonly daysBetween: (firstDay: number, lastDay: number) => number[]
  /** Occurrences that touch `[fromMs, untilMs)`, in the order of their days. */
  readonly occurrencesBetween: (fromMs: number, untilMs: number) => Occurrence[]
}

const dayMs = 86_400_000
/** An occurrence lasts a day; its ends can be moved by a transition, at most by another (Apia skipped one). */
const reachDays = 3

/** Compiles a window that `parseWindow` let pass, for a depot in `zone` (IANA). Throws for any other. */
export function compileWindow(window: AccessWindow, zone: string): CompiledWindow {
  const startMs = clockTimeMs(window.startLocal)
  const endMs = clockTimeMs(window.endLocal)
  const lengthMs = endMs > startMs ? endMs - startMs : endMs + dayMs - startMs
  const daysBetween = daysOf(window)
  return {
    window,
    daysBetween,
    occurrencesBetween(fromMs, untilMs) {
      const firstDay = Math.floor(fromMs / dayMs) - reachDays
      const lastDay = Math.floor(untilMs / dayMs) + reachDays
      return daysBetween(firstDay, lastDay)
        .map((day) => ({
          fromMs: instantOfLocal(day * dayMs + startMs, zone),
          untilMs: instantOfLocal(day * dayMs + startMs + lengthMs, zone),
        }))
        .filter(
          (occurrence) =>
            // One that lies wholly in a skipped hour can end before it starts: it does not take place.
            occurrence.fromMs < occurrence.untilMs &&
            occurrence.fromMs < untilMs &&
            occurrence.untilMs > fromMs,
        )
    },
  }
}

function daysOf(window: AccessWindow): (firstDay: number, lastDay: number) => number[] {
  const validFrom = window.validFrom === null ? null : dayOf(window.validFrom)
  const validTo = window.validTo === null ? scheduleDays.last : dayOf(window.validTo)
  const isSingle = window.rrule === null && window.dates.length === 0 && validFrom !== null
  const dates = isSingle ? [validFrom] : window.dates.map(dayOf)
  const exdates = new Set(window.exdates.map(dayOf))
  const inYear = window.rrule === null ? () => [] : ruleOf(window.rrule, validFrom)
  return (firstDay, lastDay) => {
    const first = Math.max(firstDay, validFrom ?? scheduleDays.first)
    const last = Math.min(lastDay, validTo)
    if (first > last) return []
    const days = new Set(dates)
    for (let year = dateOf(first).year; year <= dateOf(last).year; year++) {
      for (const day of inYear(year)) days.add(day)
    }
    return [...days].filter((day) => day >= first && day <= last && !exdates.has(day)).sort((a, b) => a - b)
  }
}

function ruleOf(rule: string, firstDay: number | null): RecurrenceDays {
  const outcome = parseRecurrence(rule)
  if (outcome.kind === 'invalid') throw new Error(`a stored window has a bad rule: ${outcome.message}`)
  return recurrenceDays(outcome.recurrence, firstDay)
}

function dayOf(text: string): number {
  const day = parseLocalDate(text)
  if (day === null) throw new Error(`a stored window has a bad date: ${text}`)
  return day
}

function clockTimeMs(text: string): number {
  const seconds = parseClockTime(text)
  if (seconds === null) throw new Error(`a stored window has a bad time of day: ${text}`)
  return seconds * 1000
}
