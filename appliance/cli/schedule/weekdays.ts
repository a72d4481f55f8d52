import { UsageError } from '../failure.ts'

const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** The recurrence rule of `mon-fri`, `sat,sun`, `fri-mon` or `daily`. Throws `UsageError`. */
export function ruleOfDays(typed: string): string {
  const text = typed.trim().toLowerCase()
  if (text === 'daily') return 'FREQ=DAILY'
  const chosen = new Set(text.split(',').flatMap(daysOf))
  const days = names.filter((_, day) => chosen.has(day)).map((name) => name.slice(0, 2).toUpperCase())
  return days.length === names.length ? 'FREQ=DAILY' : `FREQ=WEEKLY;BYDAY=${days.join(',')}`
}

/** The days of `wed` or of `fri-mon`, Monday is 0. */
function daysOf(part: string): number[] {
  const [first = -1, last = first, ...rest] = part.split('-').map((name) => names.indexOf(name.trim()))
  if (first < 0 || last < 0 || rest.length > 0) {
    throw new UsageError('--days must be such as mon-fri, sat,sun or daily.')
  }
  const length = ((last - first + 7) % 7) + 1
  return Array.from({ length }, (_, step) => (first + step) % 7)
}

/** `mon-fri` for a rule of weekdays, `daily`; any other rule as it is. */
export function daysOfRule(rule: string): string {
  if (rule === 'FREQ=DAILY') return 'daily'
  const match = /^FREQ=WEEKLY;BYDAY=((?:[A-Z]{2})(?:,[A-Z]{2})*)$/.exec(rule)
  if (!match) return rule
  const chosen = new Set(match[1]!.split(','))
  const runs: string[][] = []
  let previous = -2
  for (const [day, name] of names.entries()) {
    if (!chosen.has(name.slice(0, 2).toUpperCase())) continue
    if (day === previous + 1) runs.at(-1)!.push(name)
    else runs.push([name])
    previous = day
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]}-${run.at(-1)}` : run.join(','))).join(',')
}
