import type { VNode } from 'preact'
import { html } from '../../lib/html.ts'
import { dateText } from '../../lib/local-date.ts'
import type { Segment } from '../../lib/schedule-types.ts'
import { changeText } from './agenda.ts'
import { placed } from './calendar-block.ts'
import { spanOn } from './claim-stretches.ts'
import type { DayGrid, GridDay } from './day-grid.ts'
import { dayLength } from './week-calendar.ts'

/** The week as seven small columns to choose a day from: for screens that have room for one. */
export function weekStrip(
  grid: DayGrid,
  segments: readonly Segment[],
  { chosen, today, choose }: { chosen: string; today: string; choose: (date: string) => void },
): VNode {
  return html`<div class="cal-strip" role="group" aria-label="Day">
    ${grid.days.map((day) => {
      const [weekday, number] = dateText(day.date, 'day').split(' ')
      return html`<button
        type="button"
        key=${day.date}
        class=${day.date === today ? 'today' : ''}
        aria-pressed=${day.date === chosen ? 'true' : 'false'}
        aria-label=${day.change ? `${dateText(day.date, 'long')}, ${changeText(day)}` : dateText(day.date, 'long')}
        onClick=${() => choose(day.date)}
      >
        <span class="small">${weekday}</span><span class="strong">${number}</span>
        <span class="cal-mini">${small(grid, day, segments)}</span>
        ${day.change && html`<span class="badge warn">${dayLength(day)}</span>`}
      </button>`
    })}
  </div>`
}

function small(grid: DayGrid, day: GridDay, segments: readonly Segment[]): VNode[] {
  return segments
    .map(({ from, until, mode }) => ({ fromMs: Date.parse(from), untilMs: Date.parse(until), mode }))
    .filter(({ fromMs, untilMs }) => fromMs < day.untilMs && untilMs > day.fromMs)
    .map((segment) => {
      const { topMin, bottomMin } = spanOn(grid, day, segment)
      return html`<i class=${segment.mode} key=${topMin} style=${placed(grid, topMin, bottomMin)}></i>`
    })
}
