import type { AccessWindow } from '../../domain/schedule/access-window.ts'
import { shownDuration, shownInstant, shownLocal, shownLocalWithOffset } from '../local-time.ts'
import { becauseWords, type ModeBecause } from '../mode-words.ts'
import type { Override } from '../override/override.ts'
import { table } from '../table.ts'
import type { Boundary, Calendar, Transition } from './calendar.ts'
import { windowName } from './window-text.ts'

/** What is previewed, with what its causes are called. */
export interface Preview {
  readonly calendar: Calendar
  readonly windows: readonly AccessWindow[]
  /** In force now. */
  readonly overrides: readonly Override[]
  readonly days: number
  readonly now: Temporal.Instant
}

/** What holds at first, what is next, every change in order, and the overrides in force. */
export function previewText(preview: Preview): string {
  const { calendar, overrides, days } = preview
  const { zone } = calendar
  const none = `The mode does not change in ${days === 1 ? 'this day' : `these ${days} days`}.`
  const lines = [
    `Times are those of ${zone}.`,
    ...stageNote(calendar),
    ...summary(preview),
    '',
    table(rowsOf(preview), columns, none),
    ...overrides.map((override) => overrideText(override, zone)),
  ]
  return lines.join('\n')
}

interface Row {
  readonly at: string
  readonly localAt: string
  readonly mode: string | null
  readonly because: string
  readonly note: string
}

const columns = {
  'local time': (row: Row) => shownLocalWithOffset(row.localAt),
  utc: (row: Row) => Temporal.Instant.from(row.at).toString({ smallestUnit: 'second' }),
  mode: (row: Row) => row.mode,
  because: (row: Row) => row.because,
  // An empty cell at the end of a line rather than a dash in each.
  note: (row: Row) => row.note || ' ',
}

function stageNote({ stage }: Calendar): string[] {
  return stage === 'enforce'
    ? []
    : [`The rollout is at ${stage}: chargers stay open, and this is what would hold.`]
}

function summary({ calendar, windows, now }: Preview): string[] {
  const [held] = calendar.segments
  const [next] = calendar.boundaries
  const isNow = Temporal.Instant.compare(calendar.from, now) <= 0
  const start = isNow ? 'Now' : `On ${shownInstant(calendar.from, calendar.zone)}`
  if (held === undefined) return []
  const first = `${start}: ${held.mode} (${causeText(held.because, windows)}).`
  if (next === undefined) return [first]
  const wait = shownDuration(Temporal.Instant.from(calendar.from), Temporal.Instant.from(next.at))
  return [
    first,
    `Next: ${next.mode} on ${shownLocal(next.localAt)}, ${isNow ? `in ${wait}` : `${wait} later`}.`,
  ]
}

function rowsOf({ calendar, windows, overrides }: Preview): Row[] {
  const clockDays = new Set(calendar.transitions.map(({ localAt }) => dateOf(localAt)))
  const changes = calendar.boundaries.map((boundary) => ({
    at: boundary.at,
    localAt: boundary.localAt,
    mode: boundary.mode,
    because: causeText(boundary.because, windows),
    note: noteOf(boundary, clockDays, overrides),
  }))
  const clocks = calendar.transitions.map((transition) => ({
    at: transition.at,
    localAt: transition.localAt,
    mode: null,
    because: clockText(transition),
    note: '',
  }))
  return [...changes, ...clocks].sort((one, other) => one.at.localeCompare(other.at))
}

function causeText(because: ModeBecause, windows: readonly AccessWindow[]): string {
  const window = because.source === 'window' && windows.find(({ id }) => id === because.id)
  return window ? windowName(window) : becauseWords(because)
}

function noteOf(
  { localAt, because }: Boundary,
  clockDays: ReadonlySet<string>,
  overrides: readonly Override[],
): string {
  const override = because.source === 'override' && overrides.find(({ id }) => id === because.id)
  const notes = [
    ...(override ? [`by ${override.actor}: ${override.reason}`] : []),
    ...(clockDays.has(dateOf(localAt)) ? ['the clocks change on this day'] : []),
  ]
  return notes.join('; ')
}

/** `clocks go forward by 60 min` */
function clockText({ shiftMin }: Transition): string {
  const direction = shiftMin > 0 ? 'forward' : 'back'
  return `clocks go ${direction} by ${Math.abs(shiftMin)} min`
}

function overrideText({ id, mode, chargerIds, until, actor, reason }: Override, zone: string): string {
  const end = shownInstant(until, zone)
  return `\nOverride ${id}: ${mode} until ${end}, by ${actor} (${reason}), on ${chargerIds.join(' ')}.`
}

function dateOf(localAt: string): string {
  return localAt.slice(0, 10)
}
