import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { focusBlock, type WindowChange } from '../components/calendar/calendar-block.ts'
import { calendarTools } from '../components/calendar/calendar-tools.ts'
import { CalendarView } from '../components/calendar/calendar-view.ts'
import {
  differences,
  draftIds,
  draftWindows,
  narrowed,
  newId,
  noDraft,
  undone,
  withChange,
  withWindows,
} from '../components/calendar/draft.ts'
import { draftBar } from '../components/calendar/draft-bar.ts'
import { WindowDialog } from '../components/calendar/window-dialog.ts'
import { WindowList } from '../components/calendar/window-list.ts'
import { ConfirmDialog } from '../components/dialog.ts'
import { icon } from '../components/icon.ts'
import { panel } from '../components/panel.ts'
import { whenLoaded } from '../components/states.ts'
import { toast } from '../components/toast.ts'
import { may } from '../lib/api.ts'
import { h, html } from '../lib/html.ts'
import { mondayOf, weekdayOf } from '../lib/local-date.ts'
import { writeRule } from '../lib/recurrence.ts'
import { useAction } from '../lib/resource.ts'
import { useFilters } from '../lib/router.ts'
import type { AccessPolicy, AccessWindow, Calendar, CalendarOverride } from '../lib/schedule-types.ts'
import { modeWords } from '../lib/status-words.ts'
import { weekdaysFrom, windowName } from '../lib/window-words.ts'
import { depotZone, useNow } from '../lib/time.ts'
import { dayOf } from '../lib/zoned-time.ts'
import { AcknowledgeDialog } from './acknowledge-dialog.ts'
import { draftConflict, followNotice, stageNotice } from './calendar-notices.ts'
import { NextChange } from './next-change.ts'
import { OverrideFacts } from './override-facts.ts'
import type { Scope } from './schedule-scope.ts'
import { useSchedule } from './use-schedule.ts'

interface EditorProps {
  scope: Scope
  onSaved: () => void
}

type Open =
  | { kind: 'window'; window: AccessWindow; date: string; isNew: boolean }
  | { kind: 'remove'; window: AccessWindow }
  | { kind: 'override'; override: CalendarOverride }
  | null

/** The calendar of the depot, a group or a charger, with the draft that is being made of it. */
export function ScheduleEditor({ scope, onSaved }: EditorProps): VNode {
  const now = useNow()
  const thisWeek = mondayOf(dayOf(now, depotZone()))
  const [filters, setFilters] = useFilters(['week'])
  const week = /^\d{4}-\d\d-\d\d$/.test(filters.week) ? mondayOf(filters.week) : thisWeek
  const schedule = useSchedule(scope, week)
  const onWeek = (date: string) => setFilters({ week: mondayOf(date) === thisWeek ? '' : mondayOf(date) })
  const content = whenLoaded(
    schedule.policy,
    (policy) => h(Editing, { scope, schedule, policy, week, thisWeek, onWeek, onSaved, now }),
    12,
  )
  return html`<div class="stack">${content}</div>`
}

interface EditingProps extends EditorProps {
  schedule: ReturnType<typeof useSchedule>
  policy: AccessPolicy
  week: string
  thisWeek: string
  onWeek: (date: string) => void
  now: Date
}

function Editing(props: EditingProps): VNode {
  const { scope, schedule, policy, week, thisWeek, onWeek, onSaved, now } = props
  const { draft, setDraft, calendar } = schedule
  const [open, setOpen] = useState<Open>(null)
  const [ownBegun, setOwnBegun] = useState(false)
  const isOwn = policy.scope === scope.scope && policy.scopeId === scope.id
  const editable = may('policy.write') && (isOwn || ownBegun)
  const windows = draftWindows(draft, policy.windows)
  const close = () => setOpen(null)
  const focusNext = useRef<(() => void) | null>(null)
  const shown = calendar.state === 'ready' ? calendar.data : null
  useEffect(() => {
    focusNext.current?.()
    focusNext.current = null
  }, [shown])
  useEffect(() => leaveGuard(draft.states.length > 0), [draft.states.length > 0])

  const save = useAction(async (acknowledgePartial: boolean) => {
    await schedule.save(acknowledgePartial)
    toast('Calendar saved; chargers follow it at once')
    setOwnBegun(false)
    onSaved()
  })
  const change = ({ window, date, days }: WindowChange, by: 'pointer' | 'keyboard' | 'form') => {
    const before = windows.find(({ id }) => id === window.id)
    if (!before || JSON.stringify(before) === JSON.stringify(window)) return
    if (by === 'keyboard') focusNext.current = () => focusBlock(window.id, date, days)
    setDraft(withChange(draft, policy.windows, { before, after: window, date, days, by }))
  }
  const remove = (window: AccessWindow) =>
    setDraft(
      withWindows(
        draft,
        windows.filter(({ id }) => id !== window.id),
      ),
    )
  const create = (times: Partial<AccessWindow>, date: string) => {
    const mode = policy.defaultMode === 'freevend' ? 'managed_access' : 'freevend'
    setOpen({ kind: 'window', window: { ...blank, id: newId(windows), mode, ...times }, date, isNew: true })
  }
  const add =
    editable &&
    html`<button
      type="button"
      class="button"
      onClick=${() => create(weeklyOn([weekdayNow(now)]), dayOf(now, depotZone()))}
    >
      ${icon('plus')}Add window
    </button>`
  const view = (data: Calendar) =>
    h(CalendarView, {
      firstDate: week,
      zone: data.zone,
      now,
      segments: data.segments,
      windows,
      overrides: schedule.overrides,
      draftIds: draftIds(windows, policy.windows),
      conflict: schedule.overlap,
      editable,
      onCreate: (created) => {
        const { firstDate, count, startLocal, endLocal } = created
        create({ ...weeklyOn(weekdaysFrom(firstDate, count)), startLocal, endLocal }, firstDate)
      },
      onChange: change,
      onOpenWindow: (window, date) => setOpen({ kind: 'window', window, date, isNew: false }),
      onOpenOverride: (override) => setOpen({ kind: 'override', override }),
      onRemove: (window) => setOpen({ kind: 'remove', window }),
    })
  const changes = differences(windows, policy.windows)
  return html`${h(NextChange, { scope, asked: policy })} ${shown && stageNotice(shown.stage)}
    ${followNotice({ policy, scope, isOwn, begun: ownBegun, onBegin: () => setOwnBegun(true) })}
    <section class="panel">
      <div class="panel-body">
        ${calendarTools({ firstDate: week, thisWeek, onWeek, actions: add })}
        ${whenLoaded({ loaded: calendar, reload: schedule.reload }, view, 12)}
        ${
          draft.states.length > 0 &&
          draftBar({
            changes,
            last: draft.last,
            problem:
              save.problem?.kind === 'acknowledgement-needed'
                ? null
                : (save.problem ?? schedule.previewProblem),
            conflict: draftConflict(schedule.overlap ?? save.problem?.overlap ?? null, onWeek),
            busy: save.busy,
            canSave: schedule.overlap === null && schedule.previewProblem === null && changes.length > 0,
            onNarrow: () => setDraft(narrowed(draft, policy.windows)),
            onUndo: () => setDraft(undone(draft)),
            onDiscard: () => setDraft(noDraft),
            onSave: () => void save.run(false),
          })
        }
      </div>
    </section>
    ${panel({
      title: 'Windows',
      count: windows.length,
      flush: true,
      body: h(WindowList, {
        windows,
        draftIds: draftIds(windows, policy.windows),
        defaultMode: policy.defaultMode,
        editable,
        onOpen: (window) => setOpen({ kind: 'window', window, date: window.dates[0] ?? week, isNew: false }),
      }),
    })}
    ${dialogs()}`

  function dialogs(): VNode | null {
    if (save.problem?.kind === 'acknowledgement-needed') {
      return h(AcknowledgeDialog, {
        chargers: save.problem.chargers,
        label: 'Save all the same',
        perform: async () => void (await save.run(true)),
        onClose: save.clear,
      })
    }
    switch (open?.kind) {
      case 'window':
        return h(WindowDialog, {
          ...open,
          key: open.window.id,
          zone: depotZone(),
          editable,
          onClose: close,
          onDone: (window) => {
            if (open.isNew) setDraft(withWindows(draft, [...windows, window]))
            else change({ window, date: open.date, days: 0 }, 'form')
          },
          onRemove: () => setOpen({ kind: 'remove', window: open.window }),
        })
      case 'remove':
        return h(ConfirmDialog, {
          title: 'Remove window',
          text: html`<p>
            “${windowName(open.window)}” is taken out of the draft on all its days. Where nothing else holds,
            the default mode does: ${modeWords(policy.defaultMode).label.toLowerCase()}.
          </p>`,
          label: 'Remove',
          danger: true,
          perform: async () => remove(open.window),
          onClose: close,
        })
      case 'override':
        return h(OverrideFacts, { override: open.override, onClose: close, onDone: schedule.reload })
      case undefined:
        return null
    }
  }
}

const blank: Omit<AccessWindow, 'id' | 'mode'> = {
  rrule: null,
  dates: [],
  exdates: [],
  startLocal: '18:00',
  endLocal: '06:00',
  validFrom: null,
  validTo: null,
  priority: 0,
  label: '',
}

function weeklyOn(weekdays: number[]): Pick<AccessWindow, 'rrule'> {
  return { rrule: writeRule({ kind: 'weekly', everyWeeks: 1, weekdays }) }
}

function weekdayNow(now: Date): number {
  return weekdayOf(dayOf(now, depotZone()))
}

/** Asks before the browser leaves the page while there is a draft. */
function leaveGuard(hasDraft: boolean): (() => void) | undefined {
  if (!hasDraft) return undefined
  const ask = (event: Event) => event.preventDefault()
  addEventListener('beforeunload', ask)
  return () => removeEventListener('beforeunload', ask)
}
