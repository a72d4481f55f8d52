import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import { h, html } from '../../lib/html.ts'
import { dateText, timeOf } from '../../lib/local-date.ts'
import type { AccessWindow, CalendarOverride, Overlap, Segment } from '../../lib/schedule-types.ts'
import { zoneName } from '../../lib/zoned-time.ts'
import { CalendarBlock, occurrenceDate, type WindowChange } from './calendar-block.ts'
import { piecesOn, stretchesOf, type Stretch } from './claim-stretches.ts'
import { clockChanges, conflictBands, defaultFills, ghost, nowLine } from './day-column.ts'
import { dayGrid, rowPosition, type DayGrid, type GridDay } from './day-grid.ts'
import { ghostOn, type Dragged } from './drag.ts'
import { useDrag } from './use-drag.ts'

/** A calendar's data, and what to do when somebody edits it. It fetches nothing and keeps nothing. */
export interface CalendarProps {
  firstDate: string
  dayCount: number
  zone: string
  now: Date
  segments: readonly Segment[]
  windows: readonly AccessWindow[]
  overrides: readonly CalendarOverride[]
  /** Windows that are new or changed and not saved. */
  draftIds: ReadonlySet<number>
  conflict: Overlap | null
  editable: boolean
  onCreate: (created: Extract<Dragged, { kind: 'created' }>) => void
  onChange: (change: WindowChange, by: 'pointer' | 'keyboard') => void
  onOpenWindow: (window: AccessWindow, date: string) => void
  onOpenOverride: (override: CalendarOverride) => void
  onRemove: (window: AccessWindow, date: string) => void
}

/** Days as columns of depot-local time: who holds which stretch, and what lies beneath. */
export function WeekCalendar(props: CalendarProps): VNode {
  const { firstDate, dayCount, zone, segments } = props
  const grid = useMemo(() => dayGrid(firstDate, dayCount, zone), [firstDate, dayCount, zone])
  const stretches = useMemo(() => stretchesOf(segments), [segments])
  const drag = useDrag(grid, props.editable, (result) => {
    if (result.kind === 'created') props.onCreate(result)
    else props.onChange(result, 'pointer')
  })
  return html`<div
    class="cal ${dayCount === 1 ? 'single' : ''} ${drag.result ? 'dragging' : ''}"
    role="group"
    aria-label=${`Calendar from ${dateText(firstDate, 'date')}, times in ${zone}`}
  >
    ${dayCount > 1 && heads(grid, props.now)}
    <div class="cal-body" style=${{ '--cal-rows': grid.heightMin / 60 }}>
      ${axis(grid)} ${grid.days.map((day) => column(day, props, { grid, stretches, drag }))}
    </div>
  </div>`
}

interface Drawing {
  grid: DayGrid
  stretches: readonly Stretch[]
  drag: ReturnType<typeof useDrag>
}

function column(day: GridDay, props: CalendarProps, { grid, stretches, drag }: Drawing): VNode {
  const isToday = props.now.getTime() >= day.fromMs && props.now.getTime() < day.untilMs
  const blocks = piecesOn(grid, day, stretches).map((piece) => {
    const { stretch } = piece
    const window = stretch.source === 'window' ? props.windows.find(({ id }) => id === stretch.id) : undefined
    const override =
      stretch.source === 'override' ? props.overrides.find(({ id }) => id === stretch.id) : undefined
    return h(CalendarBlock, {
      key: `${stretch.claim}-${occurrenceDate({ grid, day, piece, window })}`,
      grid,
      day,
      piece,
      window,
      override,
      isDraft: window !== undefined && props.draftIds.has(window.id),
      editable: props.editable,
      onPointerDown: drag.onPointerDown,
      onOpen: (date) => {
        if (override) props.onOpenOverride(override)
        else if (window) props.onOpenWindow(window, date)
      },
      onChange: (change) => props.onChange(change, 'keyboard'),
      onRemove: () => window && props.onRemove(window, day.date),
    })
  })
  const { result } = drag
  return html`<div
    class="cal-day ${isToday ? 'today' : ''}"
    key=${day.date}
    data-date=${day.date}
    onPointerDown=${(event: PointerEvent) => drag.onPointerDown(event, null)}
  >
    ${defaultFills(grid, day, props.segments)} ${blocks} ${clockChanges(grid, day)}
    ${conflictBands(grid, day, props.conflict)} ${nowLine(grid, day, props.now)}
    ${result && ghostOn(grid, day, result).map((span) => ghost(grid, span, ghostText(result)))}
  </div>`
}

function heads(grid: DayGrid, now: Date): VNode {
  const name = (day: GridDay) => zoneName(new Date(day.untilMs - 1), grid.zone)
  return html`<div class="cal-heads">
    <span class="cal-zone">${name(grid.days[0]!)}</span>
    ${grid.days.map((day) => {
      const isToday = now.getTime() >= day.fromMs && now.getTime() < day.untilMs
      return html`<div class="cal-head ${isToday ? 'today' : ''}" key=${day.date}>
        <span class="strong">${dateText(day.date, 'day')}</span>
        ${isToday && html`<span class="visually-hidden">today</span>`}
        ${day.change && html`<span class="badge warn">${dayLength(day)} · ${name(day)}</span>`}
      </div>`
    })}
  </div>`
}

/** `23 h`: how long a day is on which the clocks change. */
export function dayLength({ fromMs, untilMs }: GridDay): string {
  return `${(untilMs - fromMs) / 3_600_000} h`
}

function axis(grid: DayGrid): VNode {
  const hours = Array.from({ length: 24 }, (_, hour) => hour)
  const label = (positionMin: number, text: string) =>
    html`<span key=${positionMin} style=${{ top: `${(positionMin / grid.heightMin) * 100}%` }}>${text}</span>`
  return html`<div class="cal-axis" aria-hidden="true">
    ${hours.map((hour) => label(rowPosition(grid, hour * 60), timeOf(hour * 60)))}
    ${grid.extraRows.map(({ atMin, lengthMin }) => label(rowPosition(grid, atMin) - lengthMin, `${timeOf(atMin - lengthMin)}²`))}
  </div>`
}

function ghostText(result: Dragged): string {
  const { startLocal, endLocal } = result.kind === 'created' ? result : result.window
  return `${startLocal.slice(0, 5)} – ${endLocal === '00:00' ? '24:00' : endLocal.slice(0, 5)}`
}
