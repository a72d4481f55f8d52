import type { VNode } from 'preact'
import { html } from '../../lib/html.ts'
import { dateText } from '../../lib/local-date.ts'
import type { AccessWindow, CalendarOverride, Segment } from '../../lib/schedule-types.ts'
import { modeWords } from '../../lib/status-words.ts'
import { icon } from '../icon.ts'
import { windowName } from '../../lib/window-words.ts'
import { clockSpan } from './calendar-block.ts'
import type { DayGrid, GridDay } from './day-grid.ts'
import { dayLength } from './week-calendar.ts'

interface Names {
  windows: readonly AccessWindow[]
  overrides: readonly CalendarOverride[]
}

/** The days in words: from when to when, which mode, and who says so. */
export function agenda(grid: DayGrid, segments: readonly Segment[], names: Names): VNode {
  return html`<ol class="agenda">
    ${grid.days.map(
      (day) =>
        html`<li key=${day.date}>
          <h3>
            ${dateText(day.date, 'long')}${day.change && html` <span class="soft">(${changeText(day)})</span>`}
          </h3>
          <ul>
            ${segments.filter((segment) => isOn(segment, day)).map((segment) => line(grid, day, segment, names))}
          </ul>
        </li>`,
    )}
  </ol>`
}

/** `23 h: the clocks go forward`. */
export function changeText(day: GridDay): string {
  const shiftMin = day.change?.shiftMin ?? 0
  return `${dayLength(day)}: the clocks go ${shiftMin > 0 ? 'forward' : 'back'} by ${Math.abs(shiftMin)} min`
}

function line(grid: DayGrid, day: GridDay, segment: Segment, names: Names): VNode {
  const words = modeWords(segment.mode)
  const fromMs = Math.max(Date.parse(segment.from), day.fromMs)
  const untilMs = Math.min(Date.parse(segment.until), day.untilMs)
  const beneath = segment.beneath.map(({ source, id }) => claimName(source, id, names))
  return html`<li class="agenda-line" key=${segment.from}>
    <span class="mono">${clockSpan(fromMs, untilMs, grid.zone)}</span>
    <span class="agenda-mode ${segment.mode}">${icon(words.icon, 14)}${words.label}</span>
    <span class="soft"
      >${claimName(segment.because.source, segment.because.id, names)}${beneath.length > 0 && `; beneath it ${beneath.join(', ')}`}</span
    >
  </li>`
}

function claimName(source: string, id: number | null, { windows, overrides }: Names): string {
  switch (source) {
    case 'override': {
      const override = overrides.find((each) => each.id === id)
      return override ? `override by ${override.actor}: “${override.reason}”` : 'an override'
    }
    case 'window': {
      const window = windows.find((each) => each.id === id)
      return window ? `window “${windowName(window)}”` : 'a window'
    }
    default:
      return 'default mode'
  }
}

function isOn(segment: Segment, day: GridDay): boolean {
  return Date.parse(segment.from) < day.untilMs && Date.parse(segment.until) > day.fromMs
}
