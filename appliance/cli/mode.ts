import type { ModeStatus } from '../domain/access-mode.ts'
import type { RolloutStage } from '../domain/rollout.ts'
import { defineCommand } from './command.ts'
import { CommandFailure } from './failure.ts'
import { depotZone } from './depot-zone.ts'
import { shownInstant } from './local-time.ts'
import { becauseWords, statusWords, type ModeBecause } from './mode-words.ts'
import { table } from './table.ts'

/** What the table shows of a charger of `/api/mode`; `--json` gives all of it. */
interface ChargerMode {
  readonly chargerId: string
  readonly online: boolean
  readonly expectedMode: string
  readonly modeBecause: ModeBecause
  readonly nextChangeAt: string | null
  readonly nextMode: string | null
  readonly observedMode: string | null
  readonly modeStatus: ModeStatus
  readonly modeAttempt: {
    readonly count: number
    readonly lastAt: string | null
    readonly nextAt: string | null
    readonly problem: string | null
  }
  readonly rolloutStage: RolloutStage
  readonly capability: { readonly reasons: readonly string[] }
}

export const mode = defineCommand({
  name: 'mode',
  summary: 'Show the expected and the observed access mode of chargers.',
  about:
    "Expected is what the schedule says, observed what the charger is known to be in. Times are the depot's.",
  operands: '[CHARGER]…',
  count: [0, 5000],
  options: {
    problems: { type: 'boolean', help: 'Only chargers whose mode somebody should look at.' },
  },
  examples: ['gatehouse mode', 'gatehouse mode CP1 CP2', 'gatehouse mode --problems --json'],
  async run({ gateway }, ids, { problems = false }) {
    const opened = await gateway()
    const all = await opened.list<ChargerMode>('/api/mode')
    const named = ids.length === 0 ? all : pick(all, ids)
    const shown = problems ? named.filter(isProblem) : named
    const zone = await depotZone(opened)
    const empty = problems ? 'No charger has a problem with its mode.' : 'There are no chargers yet.'
    const remarks = shown.filter(isProblem).map((row) => remark(row, zone))
    const text = [table(shown, columnsIn(zone), empty), ...(remarks.length > 0 ? ['', ...remarks] : [])]
    return { data: { items: shown }, text: text.join('\n') }
  },
})

function pick(all: readonly ChargerMode[], ids: readonly string[]): ChargerMode[] {
  const known = new Map(all.map((row) => [row.chargerId, row]))
  const unknown = ids.filter((id) => !known.has(id))
  if (unknown.length > 0) throw new CommandFailure(`There is no such charger: ${unknown.join(' ')}.`)
  return ids.map((id) => known.get(id)!)
}

/** A change under way, or a charger that is away, is none yet. */
function isProblem({ modeStatus, modeAttempt }: ChargerMode): boolean {
  switch (modeStatus) {
    case 'rejected':
    case 'drifted':
    case 'unsupported':
      return true
    case 'confirmed':
    case 'applying':
    case 'unconfirmed':
      return modeAttempt.problem !== null
  }
}

function columnsIn(zone: string) {
  return {
    charger: (row: ChargerMode) => row.chargerId,
    online: (row: ChargerMode) => row.online,
    expected: (row: ChargerMode) => row.expectedMode,
    because: ({ modeBecause, rolloutStage }: ChargerMode) =>
      modeBecause.source === 'rollout' ? `rollout ${rolloutStage}` : becauseWords(modeBecause),
    observed: (row: ChargerMode) => row.observedMode,
    status: (row: ChargerMode) => statusWords[row.modeStatus],
    'last attempt': (row: ChargerMode) => shownInstant(row.modeAttempt.lastAt, zone),
    'next change': ({ nextChangeAt, nextMode }: ChargerMode) =>
      nextChangeAt && `${shownInstant(nextChangeAt, zone)} ${nextMode}`,
  }
}

/** What is wrong, how often it was tried, and when it is tried again. */
function remark(row: ChargerMode, zone: string): string {
  const { problem, count, nextAt } = row.modeAttempt
  const why = row.modeStatus === 'unsupported' ? row.capability.reasons.join(' ') : problem
  const again = nextAt === null ? '' : `, next on ${shownInstant(nextAt, zone)}`
  const isDone = count === 0 || row.modeStatus === 'confirmed'
  const attempts = isDone ? '' : ` Tried ${count === 1 ? 'once' : `${count} times`}${again}.`
  return `${row.chargerId}: ${why ?? `${statusWords[row.modeStatus]}.`}${attempts}`
}
