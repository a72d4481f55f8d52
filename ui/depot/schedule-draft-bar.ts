import type { VNode } from 'preact'
import { narrowed, undone } from '../components/calendar/draft.ts'
import { draftBar } from '../components/calendar/draft-bar.ts'
import { html } from '../lib/html.ts'
import type { AccessPolicy } from '../lib/schedule-types.ts'
import { chargerReasons } from './acknowledge-dialog.ts'
import { draftConflict, namingWindows } from './calendar-notices.ts'
import type { CalendarDraft } from './use-calendar-draft.ts'
import type { Schedule } from './use-schedule.ts'

interface BarParts {
  schedule: Schedule
  draft: CalendarDraft
  policy: AccessPolicy
  onWeek: (date: string) => void
}

/** What a draft changes and what stands in its way, while there is one. */
export function scheduleDraftBar({ schedule, draft, policy, onWeek }: BarParts): VNode | null {
  const { overlap, previewProblem, draft: present } = schedule
  const { refusal, save, changes, windows, edit, startOver } = draft
  if (present.states.length === 0) return null
  return draftBar({
    changes,
    last: present.last,
    problem: refusal && namingWindows(refusal, windows),
    conflict: html`${draftConflict(overlap ?? save.problem?.overlap ?? null, onWeek)}
    ${refusal && chargerReasons(refusal.chargers)}`,
    busy: save.busy,
    canSave: overlap === null && previewProblem === null && changes.length > 0,
    onNewest: save.problem?.kind === 'policy-changed' ? startOver : null,
    onNarrow: () => edit(narrowed(present, policy.windows)),
    onUndo: () => edit(undone(present)),
    onDiscard: startOver,
    onSave: () => void save.run(false),
  })
}
