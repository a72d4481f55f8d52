/** Local dates as text, `2026-12-31`, without any zone; weekdays count from Monday, 0. */

export const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

export function addDays(date: string, days: number): string {
  const day = new Date(`${date}T00:00Z`)
  day.setUTCDate(day.getUTCDate() + days)
  return day.toISOString().slice(0, 10)
}

export function weekdayOf(date: string): number {
  return (new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7
}

/** The Monday of the week that a date is in. */
export function mondayOf(date: string): string {
  return addDays(date, -weekdayOf(date))
}

const forms = {
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  long: { weekday: 'long', day: 'numeric', month: 'long' },
} as const

/** `day`: Tue 24 Nov · `date`: 24 Nov 2026 · `long`: Tuesday 24 November. */
export function dateText(date: string, form: keyof typeof forms): string {
  const formatter = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...forms[form] })
  return formatter.format(new Date(`${date}T00:00Z`)).replace(',', '')
}

/** Minutes since midnight of `18:30`; of `24:00`, 1440. */
export function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/** `18:30` for 1110; a minute beyond the day is one of the next. */
export function timeOf(minute: number): string {
  const ofDay = ((minute % 1440) + 1440) % 1440
  return `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`
}

/** How long a window lasts by the clock: one whose end is not after its start runs past midnight. */
export function clockLengthMin(startLocal: string, endLocal: string): number {
  const length = minuteOf(endLocal) - minuteOf(startLocal)
  return length > 0 ? length : length + 1440
}
