import { useEffect, useRef } from 'preact/hooks'
import { focusBlock, type WindowChange } from '../components/calendar/calendar-block.ts'
import {
  differences,
  draftIds,
  draftWindows,
  noDraft,
  withChange,
  withWindows,
  type Draft,
  type LastChange,
} from '../components/calendar/draft.ts'
import { toast } from '../components/toast.ts'
import type { ApiProblem } from '../lib/api.ts'
import { useAction, type Action } from '../lib/resource.ts'
import type { AccessPolicy, AccessWindow } from '../lib/schedule-types.ts'
import type { Schedule } from './use-schedule.ts'

/** The windows as they are being edited, and everything that can be done to them. */
export interface CalendarDraft {
  /** As in the draft; as saved where there is none. */
  windows: readonly AccessWindow[]
  /** Of windows that are not as saved. */
  changedIds: ReadonlySet<number>
  changes: readonly string[]
  edit: (next: Draft) => void
  add: (window: AccessWindow) => void
  change: (change: WindowChange, by: LastChange['by']) => void
  remove: (window: AccessWindow) => void
  startOver: () => void
  save: Action<[acknowledgePartial: boolean]>
  /** Why the draft cannot be shown or saved; not that somebody has to acknowledge something first. */
  refusal: ApiProblem | null
}

export function useCalendarDraft(
  schedule: Schedule,
  policy: AccessPolicy,
  onSaved: () => void,
): CalendarDraft {
  const { draft, setDraft, calendar } = schedule
  const windows = draftWindows(draft, policy.windows)
  const save = useAction(async (acknowledgePartial: boolean) => {
    await schedule.save(acknowledgePartial)
    toast('Calendar saved; chargers follow it at once')
    onSaved()
  })
  const focusLater = useFocusLater(calendar)
  useEffect(() => leaveGuard(draft.states.length > 0), [draft.states.length > 0])
  // A refusal is about the draft as it was.
  const edit = (next: Draft) => {
    save.clear()
    setDraft(next)
  }
  const change: CalendarDraft['change'] = ({ window, date, days }, by) => {
    const before = windows.find(({ id }) => id === window.id)
    if (!before || JSON.stringify(before) === JSON.stringify(window)) return
    if (by === 'keyboard') focusLater(() => focusBlock(window.id, date, days))
    edit(withChange(draft, policy.windows, { before, after: window, date, days, by }))
  }
  const isAcknowledgement = save.problem?.kind === 'acknowledgement-needed'
  return {
    windows,
    changedIds: draftIds(windows, policy.windows),
    changes: differences(windows, policy.windows),
    edit,
    add: (window) => edit(withWindows(draft, [...windows, window])),
    change,
    remove: ({ id }) =>
      edit(
        withWindows(
          draft,
          windows.filter((each) => each.id !== id),
        ),
      ),
    startOver: () => {
      edit(noDraft)
      schedule.reload()
    },
    save,
    refusal: isAcknowledgement ? null : (save.problem ?? schedule.previewProblem),
  }
}

/** Runs something once, after the next change of what is shown. */
function useFocusLater(shown: unknown): (focus: () => void) => void {
  const waiting = useRef<(() => void) | null>(null)
  useEffect(() => {
    waiting.current?.()
    waiting.current = null
  }, [shown])
  return (focus) => {
    waiting.current = focus
  }
}

/** Asks before the browser leaves the page while there is a draft. */
function leaveGuard(hasDraft: boolean): (() => void) | undefined {
  if (!hasDraft) return undefined
  const ask = (event: Event) => event.preventDefault()
  addEventListener('beforeunload', ask)
  return () => removeEventListener('beforeunload', ask)
}
