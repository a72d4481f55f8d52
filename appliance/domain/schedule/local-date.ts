const epoch = Temporal.PlainDate.from('1970-01-01')
const form = /^\d{4}-\d\d-\d\d$/

/** Years in which windows may begin; beyond them the default mode holds. */
export const scheduleYears = { first: 1970, last: 2199 } as const

/** The schedule's years as epoch days, both included. */
export const scheduleDays = {
  first: 0,
  last: epoch.until({ year: scheduleYears.last, month: 12, day: 31 }).days,
} as const

/** Local dates are counted as days since 1970-01-01, so that calendars are plain arithmetic. */
function epochDayOf(date: Temporal.PlainDate): number {
  return epoch.until(date).days
}

export function dateOf(epochDay: number): Temporal.PlainDate {
  return epoch.add({ days: epochDay })
}

/** The epoch day of `2026-12-31`; null for what is no such date or lies outside the schedule's years. */
export function parseLocalDate(text: string): number | null {
  if (!form.test(text)) return null
  try {
    const date = Temporal.PlainDate.from(text)
    return date.year >= scheduleYears.first && date.year <= scheduleYears.last ? epochDayOf(date) : null
  } catch (cause) {
    // A 30 February.
    if (cause instanceof RangeError) return null
    throw cause
  }
}
