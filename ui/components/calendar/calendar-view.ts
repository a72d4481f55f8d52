import type { VNode } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { h, html } from '../../lib/html.ts'
import { addDays } from '../../lib/local-date.ts'
import { narrow, useMedia } from '../../lib/media.ts'
import { dayOf, zoneName } from '../../lib/zoned-time.ts'
import { icon } from '../icon.ts'
import { agenda, changeText } from './agenda.ts'
import { legend } from './calendar-tools.ts'
import { dayGrid, type DayGrid } from './day-grid.ts'
import { WeekCalendar, type CalendarProps } from './week-calendar.ts'
import { weekStrip } from './week-strip.ts'

type ViewProps = Omit<CalendarProps, 'dayCount'>

/** A week of modes: seven columns where there is room, else one day to be chosen; and the same in words. */
export function CalendarView(props: ViewProps): VNode {
  const { firstDate, zone, segments, now } = props
  const isNarrow = useMedia(narrow)
  const week = useMemo(() => dayGrid(firstDate, 7, zone), [firstDate, zone])
  const today = dayOf(now, zone)
  const [asked, choose] = useState(today)
  const chosen = asked >= firstDate && asked < addDays(firstDate, 7) ? asked : firstDate
  const shown = isNarrow ? dayGrid(chosen, 1, zone) : week
  return html`<div class="stack cal-view">
    <p class="small soft cluster">
      ${icon('clock', 15)} Times in ${zone} (${zoneName(new Date(week.days[0]!.fromMs), zone)})
      ${changes(shown)}
    </p>
    ${isNarrow && weekStrip(week, segments, { chosen, today, choose })}
    ${h(WeekCalendar, { ...props, firstDate: shown.days[0]!.date, dayCount: shown.days.length })} ${legend()}
    <details class="further" open=${isNarrow}>
      <summary>${isNarrow ? 'This day in words' : 'This week in words'}${icon('down', 16)}</summary>
      ${agenda(shown, segments, props)}
    </details>
  </div>`
}

function changes(grid: DayGrid): VNode[] {
  return grid.days
    .filter((day) => day.change)
    .map(
      (day) => html`<span class="badge warn" key=${day.date}>${icon('warning', 13)}${changeText(day)}</span>`,
    )
}
