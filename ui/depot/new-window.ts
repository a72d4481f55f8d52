import { newId } from '../components/calendar/draft.ts'
import { writeRule } from '../lib/recurrence.ts'
import type { AccessPolicy, AccessWindow } from '../lib/schedule-types.ts'

/** A window that wants the other mode than the default one, every week on some days, not saved yet. */
export function newWindow(
  { defaultMode }: AccessPolicy,
  windows: readonly AccessWindow[],
  weekdays: number[],
  times = { startLocal: '18:00', endLocal: '06:00' },
): AccessWindow {
  return {
    id: newId(windows),
    mode: defaultMode === 'freevend' ? 'managed_access' : 'freevend',
    rrule: writeRule({ kind: 'weekly', everyWeeks: 1, weekdays }),
    dates: [],
    exdates: [],
    ...times,
    validFrom: null,
    validTo: null,
    priority: 0,
    label: '',
  }
}
