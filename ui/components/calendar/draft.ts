import { daysText, timesText, windowName } from '../../lib/window-words.ts'
import type { AccessWindow } from '../../lib/schedule-types.ts'
import { onlyOn } from './window-edits.ts'

/** A change of one occurrence that was taken as one of the whole window, while it can still be narrowed down. */
export interface LastChange {
  before: AccessWindow
  after: AccessWindow
  date: string
  days: number
  by: 'pointer' | 'keyboard' | 'form'
}

/** Windows that are being edited: every state since they were last saved, the present one last. */
export interface Draft {
  states: readonly (readonly AccessWindow[])[]
  last: LastChange | null
}

export const noDraft: Draft = { states: [], last: null }

/** The windows as they are now, and as saved where nothing was changed. */
export function draftWindows(draft: Draft, saved: readonly AccessWindow[]): readonly AccessWindow[] {
  return draft.states.at(-1) ?? saved
}

export function withWindows(draft: Draft, windows: readonly AccessWindow[]): Draft {
  return { states: [...draft.states, windows], last: null }
}

/** One window changed. Arrow keys pressed one after the other count as one change. */
export function withChange(draft: Draft, saved: readonly AccessWindow[], change: LastChange): Draft {
  const windows = draftWindows(draft, saved).map((each) =>
    each.id === change.after.id ? change.after : each,
  )
  const { last } = draft
  const goesOn =
    last !== null &&
    last.by === 'keyboard' &&
    change.by === 'keyboard' &&
    last.after.id === change.after.id &&
    last.days + change.days === 0
  if (!goesOn) return { states: [...draft.states, windows], last: change }
  return { states: [...draft.states.slice(0, -1), windows], last: { ...change, before: last.before } }
}

/** The last change, but of its one day only. */
export function narrowed(draft: Draft, saved: readonly AccessWindow[]): Draft {
  const { last, states } = draft
  if (last === null) return draft
  const windows = draftWindows(draft, saved)
  const { before, after, date, days } = last
  const [rest, single] = onlyOn(before, after, date, { days, id: newId(windows) })
  const next = [...windows.map((each) => (each.id === after.id ? rest : each)), single]
  return { states: [...states.slice(0, -1), next], last: null }
}

export function undone(draft: Draft): Draft {
  return { states: draft.states.slice(0, -1), last: null }
}

/** Below every id so far: saved windows have positive ones. */
export function newId(windows: readonly AccessWindow[]): number {
  return Math.min(0, ...windows.map(({ id }) => id)) - 1
}

/** What differs from what is saved, a sentence each. */
export function differences(windows: readonly AccessWindow[], saved: readonly AccessWindow[]): string[] {
  const before = new Map(saved.map((each) => [each.id, each]))
  const told: string[] = []
  for (const window of windows) {
    const old = before.get(window.id)
    before.delete(window.id)
    if (old === undefined) told.push(`New: ${sentence(window)}`)
    else if (JSON.stringify(old) !== JSON.stringify(window)) told.push(`Changed: ${sentence(window)}`)
  }
  return [...told, ...[...before.values()].map((window) => `Removed: ${sentence(window)}`)]
}

/** The ids of windows that are not as saved. */
export function draftIds(windows: readonly AccessWindow[], saved: readonly AccessWindow[]): Set<number> {
  const before = new Map(saved.map((each) => [each.id, JSON.stringify(each)]))
  return new Set(windows.filter((each) => before.get(each.id) !== JSON.stringify(each)).map(({ id }) => id))
}

function sentence(window: AccessWindow): string {
  return `“${windowName(window)}”, ${timesText(window)}. ${daysText(window)}.`
}
