import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { calendarTools } from '../components/calendar/calendar-tools.ts'
import { CalendarView } from '../components/calendar/calendar-view.ts'
import { WindowList } from '../components/calendar/window-list.ts'
import { icon } from '../components/icon.ts'
import { panel } from '../components/panel.ts'
import { whenLoaded } from '../components/states.ts'
import { may } from '../lib/api.ts'
import { h, html } from '../lib/html.ts'
import { mondayOf, weekdayOf } from '../lib/local-date.ts'
import { useFilters } from '../lib/router.ts'
import type { AccessPolicy, AccessWindow, Calendar } from '../lib/schedule-types.ts'
import { depotZone, useNow } from '../lib/time.ts'
import { weekdaysFrom } from '../lib/window-words.ts'
import { dayOf } from '../lib/zoned-time.ts'
import { CalendarDialogs, type Opened } from './calendar-dialogs.ts'
import { followNotice, stageNotice } from './calendar-notices.ts'
import { newWindow } from './new-window.ts'
import { NextChange } from './next-change.ts'
import { scheduleDraftBar } from './schedule-draft-bar.ts'
import type { Scope } from './schedule-scope.ts'
import { useCalendarDraft } from './use-calendar-draft.ts'
import { useSchedule, type Schedule } from './use-schedule.ts'

interface EditorProps {
  scope: Scope
  onSaved: () => void
}

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
    (policy) => h(Editing, { scope, schedule, policy, weeks: { week, thisWeek, onWeek }, onSaved, now }),
    12,
  )
  return html`<div class="stack">${content}</div>`
}

interface EditingProps extends EditorProps {
  schedule: Schedule
  policy: AccessPolicy
  weeks: { week: string; thisWeek: string; onWeek: (date: string) => void }
  now: Date
}

function Editing({ scope, schedule, policy, weeks, onSaved, now }: EditingProps): VNode {
  const { week, thisWeek, onWeek } = weeks
  const { calendar, reload } = schedule
  const [opened, open] = useState<Opened | null>(null)
  const [begun, setBegun] = useState(false)
  const draft = useCalendarDraft(schedule, policy, () => {
    setBegun(false)
    onSaved()
  })
  const isOwn = policy.scope === scope.scope && policy.scopeId === scope.id
  const editable = may('policy.write') && (isOwn || begun)
  const openWindow = (window: AccessWindow, date: string) =>
    open({ kind: 'window', window, date, isNew: false })
  const create = (window: AccessWindow, date: string) => open({ kind: 'window', window, date, isNew: true })
  const today = dayOf(now, depotZone())
  const add =
    editable &&
    html`<button
      type="button"
      class="button"
      onClick=${() => create(newWindow(policy, draft.windows, [weekdayOf(today)]), today)}
    >
      ${icon('plus')}Add window
    </button>`
  const view = (data: Calendar) =>
    h(CalendarView, {
      firstDate: week,
      zone: data.zone,
      now,
      segments: data.segments,
      windows: draft.windows,
      overrides: schedule.overrides,
      draftIds: draft.changedIds,
      conflict: schedule.overlap,
      editable,
      onCreate: ({ firstDate, count, startLocal, endLocal }) => {
        const weekdays = weekdaysFrom(firstDate, count)
        create(newWindow(policy, draft.windows, weekdays, { startLocal, endLocal }), firstDate)
      },
      onChange: draft.change,
      onOpenWindow: openWindow,
      onOpenOverride: (override) => open({ kind: 'override', override }),
      onRemove: (window) => open({ kind: 'remove', window }),
    })
  return html`${h(NextChange, { scope, asked: policy })}
    ${calendar.state === 'ready' && stageNotice(calendar.data.stage)}
    ${followNotice({ policy, scope, isOwn, begun, onBegin: () => setBegun(true) })}
    <section class="panel">
      <div class="panel-body">
        ${calendarTools({ firstDate: week, thisWeek, onWeek, actions: add })}
        ${whenLoaded({ loaded: calendar, reload }, view, 12)}
        ${scheduleDraftBar({ schedule, draft, policy, onWeek })}
      </div>
    </section>
    ${panel({
      title: 'Windows',
      count: draft.windows.length,
      flush: true,
      body: h(WindowList, {
        windows: draft.windows,
        draftIds: draft.changedIds,
        defaultMode: policy.defaultMode,
        editable,
        onOpen: (window) => openWindow(window, window.dates[0] ?? week),
      }),
    })}
    ${h(CalendarDialogs, { opened, open, draft, policy, editable, reload })}`
}
