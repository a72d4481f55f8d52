import type { AccessWindow } from '../../domain/schedule/access-window.ts'
import { table } from '../table.ts'
import { daysOfRule } from './weekdays.ts'

/** Windows as a table, the winner where they overlap first. */
export function windowTable(windows: readonly AccessWindow[], empty: string): string {
  const columns = {
    id: (window: AccessWindow) => window.id,
    mode: (window: AccessWindow) => window.mode,
    days: (window: AccessWindow) => daysText(window),
    from: (window: AccessWindow) => window.startLocal,
    to: (window: AccessWindow) => window.endLocal,
    valid: (window: AccessWindow) => validText(window),
    priority: (window: AccessWindow) => window.priority,
    label: (window: AccessWindow) => window.label,
  }
  const ranked = windows.toSorted((one, other) => other.priority - one.priority || one.id - other.id)
  return table(ranked, columns, empty)
}

/** `window 3 "Nights"` */
export function windowName({ id, label }: Pick<AccessWindow, 'id' | 'label'>): string {
  return label === '' ? `window ${id}` : `window ${id} "${label}"`
}

function daysText({ rrule, dates, exdates, validFrom }: AccessWindow): string {
  const onDates = rrule === null && dates.length === 0 && validFrom !== null ? [validFrom] : dates
  const days = [...(rrule === null ? [] : [daysOfRule(rrule)]), ...onDates].join(' ')
  return exdates.length === 0 ? days : `${days} except ${exdates.join(' ')}`
}

function validText({ validFrom, validTo }: AccessWindow): string | null {
  if (validFrom === null && validTo === null) return null
  return `${validFrom ?? ''}…${validTo ?? ''}`
}
