import type { VNode } from 'preact'
import { html } from '../../lib/html.ts'
import { addDays, dateText, minuteOf } from '../../lib/local-date.ts'
import type { AccessWindow, CalendarOverride } from '../../lib/schedule-types.ts'
import { modeWords } from '../../lib/status-words.ts'
import { dayOf, toLocalInput } from '../../lib/zoned-time.ts'
import { icon } from '../icon.ts'
import type { Piece } from './claim-stretches.ts'
import type { DayGrid, GridDay } from './day-grid.ts'
import type { Grip } from './use-drag.ts'
import { canMoveDays, endMinute, movedDays, startingAt, stepMin, withEnd, withStart } from './window-edits.ts'

/** A change of one window, asked for at its occurrence of `date`, which moves by `days`. */
export interface WindowChange {
  window: AccessWindow
  date: string
  days: number
}

interface BlockProps {
  grid: DayGrid
  day: GridDay
  piece: Piece
  window: AccessWindow | undefined
  override: CalendarOverride | undefined
  /** The window is new or changed and not saved. */
  isDraft: boolean
  editable: boolean
  onPointerDown: (event: PointerEvent, grip: Grip | null) => void
  onOpen: (date: string) => void
  onChange: (change: WindowChange) => void
  onRemove: () => void
}

/** A stretch of a window or override on one day: what it wants, by which name, from when to when. */
export function CalendarBlock(props: BlockProps): VNode {
  const { grid, piece, window, isDraft } = props
  const { stretch, topMin, bottomMin } = piece
  const date = occurrenceDate(props)
  const heightMin = bottomMin - topMin
  const movable = props.editable && window !== undefined
  const grip = (kind: Grip['kind']) => (event: PointerEvent) => {
    event.stopPropagation()
    props.onPointerDown(event, movable ? { kind, window, date } : null)
  }
  return html`<button
    type="button"
    class="cal-block ${stretch.mode} ${stretch.source} ${isDraft ? 'draft' : ''} ${movable ? 'movable' : ''} ${
      heightMin < 50 ? 'short' : heightMin < 105 ? 'medium' : ''
    }"
    style=${{ ...placed(grid, topMin, bottomMin), left: `calc(3px + ${stretch.level} * var(--cal-indent))` }}
    data-block="${stretch.claim}-${date}"
    aria-label=${spokenName(props, date)}
    title=${spokenName(props, date)}
    onPointerDown=${grip('move')}
    onClick=${() => props.onOpen(date)}
    onKeyDown=${(event: KeyboardEvent) => movable && onKey(event, props, window, date)}
  >
    ${piece.beaten.map(
      (part) =>
        html`<span
          class="cal-beaten"
          key=${part.topMin}
          style=${{
            top: `${((part.topMin - topMin) / heightMin) * 100}%`,
            height: `${((part.bottomMin - part.topMin) / heightMin) * 100}%`,
          }}
        ></span>`,
    )}
    <span class="cal-block-text">${blockText(props)}</span>
    ${movable && (piece.startsHere || date === props.day.date) && html`<span class="cal-handle top" onPointerDown=${grip('start')}></span>`}
    ${movable && piece.endsHere && html`<span class="cal-handle bottom" onPointerDown=${grip('end')}></span>`}
  </button>`
}

/** The day on which the occurrence that a piece is of begins: occurrences of whole days touch and look like one. */
export function occurrenceDate({
  grid,
  day,
  piece,
  window,
}: Pick<BlockProps, 'grid' | 'day' | 'piece' | 'window'>) {
  if (window && minuteOf(window.startLocal) === 0) return day.date
  return dayOf(new Date(piece.stretch.fromMs), grid.zone)
}

/** The place of a span in a column, as shares of its height. */
export function placed(grid: DayGrid, topMin: number, bottomMin: number): Record<string, string> {
  const share = (minutes: number) => `${(minutes / grid.heightMin) * 100}%`
  return { top: share(topMin), height: share(bottomMin - topMin) }
}

/** `18:00 – 06:00` as the clocks show it. */
export function clockSpan(fromMs: number, untilMs: number, zone: string): string {
  const clock = (ms: number) => toLocalInput(new Date(ms), zone).slice(11)
  const until = clock(untilMs)
  return `${clock(fromMs)} – ${until === '00:00' ? '24:00' : until}`
}

function blockText({ grid, piece: { stretch }, window, override, isDraft }: BlockProps): VNode {
  const words = modeWords(stretch.mode)
  const name = override ? override.reason : (window?.label ?? '')
  return html`<span class="cal-block-mode"
      >${icon(override ? 'hand' : words.icon, 14)}${
        override ? `Override: ${words.label.toLowerCase()}` : words.label
      }</span
    >
    ${name && html`<span class="cal-block-name">${name}</span>`}
    <span class="cal-block-time">${clockSpan(stretch.fromMs, stretch.untilMs, grid.zone)}</span>
    ${isDraft && html`<span class="cal-block-draft">not saved</span>`}`
}

function spokenName({ grid, piece, window, override, editable, isDraft }: BlockProps, date: string): string {
  const { stretch } = piece
  const what = override
    ? `Override, ${modeWords(stretch.mode).label}: ${override.reason}`
    : `${modeWords(stretch.mode).label}${window?.label ? `, ${window.label}` : ''}`
  const endDate = dayOf(new Date(stretch.untilMs), grid.zone)
  const later = endDate === date ? '' : ` ${dateText(endDate, 'day')}`
  const when = `${dateText(date, 'day')} ${clockSpan(stretch.fromMs, stretch.untilMs, grid.zone)}${later}`
  const beaten = stretch.beaten.length > 0 ? ' Something stronger holds during part of it.' : ''
  const keys =
    editable && window ? ' Enter edits, arrow keys move, Shift with arrow keys resizes, Delete removes.' : ''
  return `${what}, ${when}.${isDraft ? ' Not saved yet.' : ''}${beaten}${keys}`
}

/** Arrow keys do what dragging does: up and down move, with Shift the end and with Alt the start. */
function onKey(event: KeyboardEvent, props: BlockProps, window: AccessWindow, date: string): void {
  const change = changeFor(event, window, date)
  if (event.key === 'Delete' || event.key === 'Backspace') props.onRemove()
  else if (change) props.onChange(change)
  else return
  event.preventDefault()
}

function changeFor(event: KeyboardEvent, window: AccessWindow, date: string): WindowChange | null {
  const stepped = { ArrowUp: -stepMin, ArrowDown: stepMin }[event.key]
  const start = minuteOf(window.startLocal)
  if (stepped !== undefined) {
    const changed = event.shiftKey
      ? withEnd(window, endMinute(window) + stepped)
      : event.altKey
        ? withStart(window, start + stepped)
        : startingAt(window, start + stepped)
    return { window: changed, date, days: 0 }
  }
  const days = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
  if (days === undefined || event.shiftKey || event.altKey || !canMoveDays(window)) return null
  return { window: movedDays(window, date, days), date, days }
}

/** The block of an occurrence after a change, to give it the focus back. */
export function focusBlock(windowId: number, date: string, days: number): void {
  const name = CSS.escape(`window-${windowId}-${addDays(date, days)}`)
  document.querySelector<HTMLElement>(`[data-block=${name}]`)?.focus()
}
