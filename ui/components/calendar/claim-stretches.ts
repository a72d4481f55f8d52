import type { AccessMode } from '../../lib/api-types.ts'
import type { Claim, Segment } from '../../lib/schedule-types.ts'
import { positionOf, type DayGrid, type GridDay } from './day-grid.ts'

/** For how long a window or override wants a mode, whether it gets its way or not. */
export interface Stretch {
  /** `window-17` */
  claim: string
  source: Claim['source']
  id: number
  mode: AccessMode
  fromMs: number
  untilMs: number
  /** How many others lie beneath it at most: it is drawn above those. */
  level: number
  /** The parts in which something stronger holds. */
  beaten: { fromMs: number; untilMs: number }[]
}

/** The stretches of every window and override in a calendar, those that lie beneath others first. */
export function stretchesOf(segments: readonly Segment[]): Stretch[] {
  const open = new Map<string, Stretch>()
  const all: Stretch[] = []
  for (const segment of segments) {
    const [fromMs, untilMs] = [Date.parse(segment.from), Date.parse(segment.until)]
    const claims = claimsOf(segment)
    for (const [index, { source, id, mode }] of claims.entries()) {
      const claim = `${source}-${id}`
      let stretch = open.get(claim)
      if (stretch?.untilMs !== fromMs) {
        stretch = { claim, source, id, mode, fromMs, untilMs, level: 0, beaten: [] }
        open.set(claim, stretch)
        all.push(stretch)
      }
      stretch.untilMs = untilMs
      stretch.level = Math.max(stretch.level, claims.length - 1 - index)
      if (index > 0) stretch.beaten.push({ fromMs, untilMs })
    }
  }
  return all.sort((one, other) => one.level - other.level || one.fromMs - other.fromMs)
}

/** The part of a stretch that falls on one day, with its place in the grid. */
export interface Piece {
  stretch: Stretch
  topMin: number
  bottomMin: number
  /** Whether the stretch begins or ends on this day, so that this edge can be dragged. */
  startsHere: boolean
  endsHere: boolean
  beaten: Span[]
}

export interface Span {
  topMin: number
  bottomMin: number
}

export function piecesOn(grid: DayGrid, day: GridDay, stretches: readonly Stretch[]): Piece[] {
  return stretches
    .filter(({ fromMs, untilMs }) => fromMs < day.untilMs && untilMs > day.fromMs)
    .map((stretch) => {
      const { topMin, bottomMin } = spanOn(grid, day, stretch)
      const beaten = stretch.beaten
        .filter(({ fromMs, untilMs }) => fromMs < day.untilMs && untilMs > day.fromMs)
        .map((part) => spanOn(grid, day, part))
      const startsHere = stretch.fromMs >= day.fromMs
      return { stretch, topMin, bottomMin, startsHere, endsHere: stretch.untilMs <= day.untilMs, beaten }
    })
}

/** Where `[fromMs, untilMs)` stands on a day, cut at the day's ends. */
export function spanOn(grid: DayGrid, day: GridDay, span: { fromMs: number; untilMs: number }): Span {
  return { topMin: positionOf(grid, day, span.fromMs), bottomMin: positionOf(grid, day, span.untilMs) }
}

function claimsOf({ because, mode, beneath }: Segment): Claim[] {
  if (because.source === 'default' || because.source === 'rollout' || because.id === null) return beneath
  return [{ source: because.source, id: because.id, mode }, ...beneath]
}
