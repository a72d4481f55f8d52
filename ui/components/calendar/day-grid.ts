import { addDays } from '../../lib/local-date.ts'
import { offsetMs, startOfDay } from '../../lib/zoned-time.ts'

/** A change of the clocks, with the local minutes `[fromMin, untilMin)` that it skips or repeats. */
export interface ClockChange {
  atMs: number
  /** Positive: so many minutes are skipped; negative: repeated. */
  shiftMin: number
  fromMin: number
  untilMin: number
}

/** A local day, which may have 23 or 25 hours. */
export interface GridDay {
  date: string
  fromMs: number
  untilMs: number
  change: ClockChange | null
}

/** Minutes that one day of the grid has a second time: an own row, which the other days do not have. */
export interface ExtraRow {
  /** The local minute after which the row stands. */
  atMin: number
  lengthMin: number
}

/**
 * Days side by side over one scale of local time, so that equal times stand at equal heights. Positions are
 * minutes from the top: the local minute, moved down by the rows of repeated minutes above it.
 */
export interface DayGrid {
  zone: string
  days: GridDay[]
  extraRows: ExtraRow[]
  heightMin: number
}

export function dayGrid(firstDate: string, count: number, zone: string): DayGrid {
  const days = Array.from({ length: count }, (_, index) => gridDay(addDays(firstDate, index), zone))
  const rows = new Map<number, ExtraRow>()
  for (const { change } of days) {
    if (change && change.shiftMin < 0)
      rows.set(change.untilMin, { atMin: change.untilMin, lengthMin: -change.shiftMin })
  }
  const extraRows = [...rows.values()].sort((one, other) => one.atMin - other.atMin)
  const heightMin = 1440 + extraRows.reduce((sum, row) => sum + row.lengthMin, 0)
  return { zone, days, extraRows, heightMin }
}

/** Where an instant of a day stands, in minutes from the top; instants outside it stand at its ends. */
export function positionOf(grid: DayGrid, day: GridDay, atMs: number): number {
  if (atMs <= day.fromMs)
    return day.change?.fromMin === 0 && day.change.shiftMin > 0 ? day.change.untilMin : 0
  if (atMs >= day.untilMs) return grid.heightMin
  const wallMin = (atMs + offsetMs(atMs, grid.zone) - Date.parse(`${day.date}T00:00Z`)) / 60_000
  const { change } = day
  const isSecondTime =
    change !== null && change.shiftMin < 0 && atMs >= change.atMs && wallMin < change.untilMin
  return rowPosition(grid, wallMin) + (isSecondTime ? -change.shiftMin : 0)
}

/** Where a local minute stands; the first time, where it comes twice. */
export function rowPosition(grid: DayGrid, wallMin: number): number {
  const above = grid.extraRows.filter((row) => row.atMin <= wallMin)
  return above.reduce((sum, row) => sum + row.lengthMin, wallMin)
}

const snapMin = 15

/**
 * The local minute, to a quarter of an hour, that somebody means who points at a position of a day. A minute
 * that comes twice is its first time and one that the day skips is the end of the gap: as schedules resolve them.
 */
export function minuteAt(grid: DayGrid, day: GridDay, positionMin: number, edge: 'start' | 'end'): number {
  const wallMin = wallMinuteAt(grid, day, Math.min(Math.max(positionMin, 0), grid.heightMin))
  const minute = Math.round(wallMin / snapMin) * snapMin
  const { change } = day
  if (change === null || change.shiftMin < 0 || minute >= change.untilMin) return minute
  const isSkipped = edge === 'end' ? minute > change.fromMin : minute >= change.fromMin
  return isSkipped ? change.untilMin : minute
}

function wallMinuteAt(grid: DayGrid, day: GridDay, positionMin: number): number {
  let aboveMin = 0
  for (const { atMin, lengthMin } of grid.extraRows) {
    const row = atMin + aboveMin
    if (positionMin < row) break
    if (positionMin < row + lengthMin) {
      return day.change?.untilMin === atMin ? positionMin - aboveMin - lengthMin : atMin
    }
    aboveMin += lengthMin
  }
  return positionMin - aboveMin
}

function gridDay(date: string, zone: string): GridDay {
  const fromMs = startOfDay(date, zone).getTime()
  const untilMs = startOfDay(addDays(date, 1), zone).getTime()
  return { date, fromMs, untilMs, change: clockChange(date, fromMs, untilMs, zone) }
}

function clockChange(date: string, fromMs: number, untilMs: number, zone: string): ClockChange | null {
  const before = offsetMs(fromMs - 1, zone)
  const after = offsetMs(untilMs - 1, zone)
  if (before === after) return null
  let low = fromMs - 1
  for (let high = untilMs - 1; high - low > 1;) {
    const middle = Math.floor((low + high) / 2)
    if (offsetMs(middle, zone) === before) low = middle
    else high = middle
  }
  const atMs = low + 1
  const midnight = Date.parse(`${date}T00:00Z`)
  const minutes = [atMs + before - midnight, atMs + after - midnight].map((ms) => ms / 60_000)
  return {
    atMs,
    shiftMin: (after - before) / 60_000,
    fromMin: Math.min(...minutes),
    untilMin: Math.max(...minutes),
  }
}
