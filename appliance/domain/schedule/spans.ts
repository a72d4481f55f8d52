import type { AccessMode } from '../access-mode.ts'
import { byPrecedence, type AccessWindow } from './access-window.ts'
import type { CompiledWindow } from './compiled-window.ts'

/** A stretch of the schedule in which the same windows hold, `[fromMs, untilMs)` in epoch milliseconds. */
export interface Span {
  readonly fromMs: number
  readonly untilMs: number
  readonly mode: AccessMode
  /** Whatever contains the stretch, the window that holds first. Empty: the default mode holds. */
  readonly windows: readonly AccessWindow[]
}

interface Edge {
  readonly atMs: number
  readonly window: AccessWindow
  readonly step: 1 | -1
}

/** Cuts `[fromMs, untilMs)` into spans, ascending and without gaps. */
export function spansBetween(
  windows: readonly CompiledWindow[],
  defaultMode: AccessMode,
  fromMs: number,
  untilMs: number,
): Span[] {
  const edges = edgesBetween(windows, fromMs, untilMs)
  const counts = new Map<AccessWindow, number>()
  const spans: Span[] = []
  let startMs = fromMs
  for (let index = 0; startMs < untilMs;) {
    for (let edge = edges[index]; edge && edge.atMs <= startMs; edge = edges[++index]) {
      // Occurrences of one window can touch where a transition moved one of them.
      counts.set(edge.window, (counts.get(edge.window) ?? 0) + edge.step)
    }
    const active = [...counts].filter(([, count]) => count > 0).map(([window]) => window)
    const held = active.sort(byPrecedence)
    const endMs = edges[index]?.atMs ?? untilMs
    spans.push({ fromMs: startMs, untilMs: endMs, mode: held[0]?.mode ?? defaultMode, windows: held })
    startMs = endMs
  }
  return spans
}

function edgesBetween(windows: readonly CompiledWindow[], fromMs: number, untilMs: number): Edge[] {
  const edges: Edge[] = []
  for (const { window, occurrencesBetween } of windows) {
    for (const occurrence of occurrencesBetween(fromMs, untilMs)) {
      edges.push({ atMs: Math.max(occurrence.fromMs, fromMs), window, step: 1 })
      if (occurrence.untilMs < untilMs) edges.push({ atMs: occurrence.untilMs, window, step: -1 })
    }
  }
  return edges.sort((one, other) => one.atMs - other.atMs)
}
