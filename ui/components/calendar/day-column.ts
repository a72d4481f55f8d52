import type { VNode } from 'preact'
import { html } from '../../lib/html.ts'
import { timeOf } from '../../lib/local-date.ts'
import type { Overlap, Segment } from '../../lib/schedule-types.ts'
import { modeWords } from '../../lib/status-words.ts'
import { icon } from '../icon.ts'
import { windowName } from '../../lib/window-words.ts'
import { placed } from './calendar-block.ts'
import { spanOn, type Span } from './claim-stretches.ts'
import { positionOf, rowPosition, type DayGrid, type GridDay } from './day-grid.ts'

/** Stretches of the default mode are filled and named, so that nothing in a calendar is blank. */
export function defaultFills(grid: DayGrid, day: GridDay, segments: readonly Segment[]): VNode[] {
  return segments.filter(isDefault).flatMap((segment) => {
    const span = { fromMs: Date.parse(segment.from), untilMs: Date.parse(segment.until) }
    if (span.fromMs >= day.untilMs || span.untilMs <= day.fromMs) return []
    const { topMin, bottomMin } = spanOn(grid, day, span)
    const words = modeWords(segment.mode)
    const named = bottomMin - topMin >= 60
    return [
      html`<div class="cal-fill ${segment.mode}" key=${segment.from} style=${placed(grid, topMin, bottomMin)}>
        ${named && html`<span>${icon(words.icon, 13)}${words.label}<i>default</i></span>`}
      </div>`,
    ]
  })
}

/** Local times that this day does not have, and the second time of those that it has twice. */
export function clockChanges(grid: DayGrid, day: GridDay): VNode[] {
  const marks: VNode[] = []
  const { change } = day
  if (change && change.shiftMin > 0) {
    const skipped = {
      topMin: rowPosition(grid, change.fromMin),
      bottomMin: rowPosition(grid, change.untilMin),
    }
    const text = `${timeOf(change.fromMin)} – ${timeOf(change.untilMin)} is skipped`
    marks.push(band('cal-absent', grid, skipped, text))
  }
  for (const { atMin, lengthMin } of grid.extraRows) {
    const bottomMin = rowPosition(grid, atMin)
    const row = { topMin: bottomMin - lengthMin, bottomMin }
    const isOwn = change !== null && change.shiftMin < 0 && change.untilMin === atMin
    if (isOwn) marks.push(band('cal-again', grid, row, `${timeOf(change.fromMin)} – ${timeOf(atMin)} again`))
    else marks.push(band('cal-absent plain', grid, row, ''))
  }
  return marks
}

/** Where two windows of equal priority want different modes, with both names. */
export function conflictBands(grid: DayGrid, day: GridDay, conflict: Overlap | null): VNode | null {
  if (!conflict) return null
  const span = { fromMs: Date.parse(conflict.from), untilMs: Date.parse(conflict.until) }
  if (span.fromMs >= day.untilMs || span.untilMs <= day.fromMs) return null
  const { topMin, bottomMin } = spanOn(grid, day, span)
  const names = conflict.windows.map((each) => `“${windowName(each)}”`).join(' and ')
  return html`<div class="cal-conflict" style=${placed(grid, topMin, bottomMin)}>
    <span>${icon('warning', 14)}Overlap: ${names}</span>
  </div>`
}

export function nowLine(grid: DayGrid, day: GridDay, now: Date): VNode | null {
  const nowMs = now.getTime()
  if (nowMs < day.fromMs || nowMs >= day.untilMs) return null
  const top = `${(positionOf(grid, day, nowMs) / grid.heightMin) * 100}%`
  return html`<div class="cal-now" style=${{ top }}><span class="visually-hidden">Now</span></div>`
}

/** What is being dragged, before it is let go. */
export function ghost(grid: DayGrid, span: Span, text: string): VNode {
  return html`<div class="cal-ghost" style=${placed(grid, span.topMin, span.bottomMin)}>${text}</div>`
}

function band(name: string, grid: DayGrid, { topMin, bottomMin }: Span, text: string): VNode {
  return html`<div class=${name} key=${topMin} style=${placed(grid, topMin, bottomMin)}>
    ${text && html`<span>${text}</span>`}
  </div>`
}

function isDefault({ because }: Segment): boolean {
  return because.source === 'default' || because.source === 'rollout'
}
