import { addDays, clockLengthMin, minuteOf, timeOf } from '../../lib/local-date.ts'
import type { AccessWindow } from '../../lib/schedule-types.ts'
import { fromLocalInput } from '../../lib/zoned-time.ts'
import { spanOn, type Span } from './claim-stretches.ts'
import { minuteAt, rowPosition, type DayGrid, type GridDay } from './day-grid.ts'
import { movedDays, startingAt, stepMin, withEnd, withStart } from './window-edits.ts'

/** A place in the grid: a column and minutes from its top. */
export interface GridPoint {
  day: number
  positionMin: number
}

/** Something that is being dragged, from where to where. `date` is the day on which the occurrence begins. */
export type Drag =
  | { kind: 'create'; from: GridPoint; to: GridPoint }
  | { kind: 'move' | 'start' | 'end'; window: AccessWindow; date: string; from: GridPoint; to: GridPoint }

/** What would become of it where the pointer is now. */
export type Dragged =
  | { kind: 'created'; firstDate: string; count: number; startLocal: string; endLocal: string }
  | { kind: 'changed'; window: AccessWindow; date: string; days: number }

export function dragged(grid: DayGrid, drag: Drag): Dragged {
  if (drag.kind === 'create') return created(grid, drag.from, drag.to)
  const { window, date, from, to } = drag
  const changed = (changedWindow: AccessWindow, days = 0) =>
    ({ kind: 'changed', window: changedWindow, date, days }) as const
  const day = grid.days[to.day]!
  switch (drag.kind) {
    case 'start':
      return changed(withStart(window, minuteAt(grid, day, to.positionMin, 'start')))
    case 'end': {
      const nightsLater = day.date > date ? 1 : 0
      return changed(withEnd(window, minuteAt(grid, day, to.positionMin, 'end') + nightsLater * 1440))
    }
    case 'move': {
      const days = to.day - from.day
      const moved = movedDays(window, date, days)
      return changed(movedTimes(grid, moved, drag), moved === window ? 0 : days)
    }
  }
}

/** Where the dragged thing would lie on a day, or nothing. */
export function ghostOn(grid: DayGrid, day: GridDay, result: Dragged): Span[] {
  const { startLocal, endLocal } = result.kind === 'created' ? result : result.window
  const dates =
    result.kind === 'created'
      ? Array.from({ length: result.count }, (_, index) => addDays(result.firstDate, index))
      : [addDays(result.date, result.days)]
  return dates
    .map((date) => spanOfTimes(date, startLocal, endLocal, grid.zone))
    .filter(({ fromMs, untilMs }) => fromMs < day.untilMs && untilMs > day.fromMs)
    .map((span) => spanOn(grid, day, span))
}

/** The instants of a window that begins on `date`. */
function spanOfTimes(date: string, startLocal: string, endLocal: string, zone: string) {
  const end = minuteOf(startLocal) + clockLengthMin(startLocal, endLocal)
  const endDate = addDays(date, Math.floor(end / 1440))
  return {
    fromMs: fromLocalInput(`${date}T${startLocal.slice(0, 5)}`, zone).getTime(),
    untilMs: fromLocalInput(`${endDate}T${timeOf(end)}`, zone).getTime(),
  }
}

function created(grid: DayGrid, from: GridPoint, to: GridPoint): Dragged {
  const [firstDay, lastDay] = [Math.min(from.day, to.day), Math.max(from.day, to.day)]
  const [top, bottom] = [from.positionMin, to.positionMin].sort((one, other) => one - other) as [
    number,
    number,
  ]
  const day = grid.days[from.day]!
  const start = Math.min(minuteAt(grid, day, top, 'start'), 1440 - stepMin)
  const end = Math.max(minuteAt(grid, day, bottom, 'end'), start + stepMin)
  return {
    kind: 'created',
    firstDate: grid.days[firstDay]!.date,
    count: lastDay - firstDay + 1,
    startLocal: timeOf(start),
    endLocal: timeOf(end),
  }
}

function movedTimes(
  grid: DayGrid,
  window: AccessWindow,
  { date, from, to }: Exclude<Drag, { kind: 'create' }>,
) {
  const shiftMin = to.positionMin - from.positionMin
  const start = minuteOf(window.startLocal)
  if (Math.abs(shiftMin) < stepMin / 2) return window
  const target = addDays(date, to.day - from.day)
  const day = grid.days.find((each) => each.date === target)
  if (!day) return startingAt(window, Math.round((start + shiftMin) / stepMin) * stepMin)
  return startingAt(window, minuteAt(grid, day, rowPosition(grid, start) + shiftMin, 'start'))
}
