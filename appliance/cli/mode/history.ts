import type { ModeChangeOutcome, ModeStep } from '../../domain/mode-attempt.ts'
import { defineCommand } from '../command.ts'
import { depotZone } from '../depot-zone.ts'
import { shownInstant } from '../local-time.ts'
import { table } from '../table.ts'
import { wholeNumber } from '../whole-number.ts'

/** As `/api/mode-changes` tells it. */
interface ModeChange {
  readonly chargerId: string
  readonly fromMode: string | null
  readonly toMode: string
  readonly cause: string
  readonly startedAt: string
  readonly outcome: ModeChangeOutcome
  readonly problem: string | null
  readonly attempt: number
  readonly steps: readonly ModeStep[]
}

export const modeHistory = defineCommand({
  name: 'mode history',
  summary: 'List what became of changes of mode, the newest first.',
  operands: '[CHARGER]',
  count: [0, 1],
  options: {
    days: { type: 'string', value: 'NUMBER', default: '7', help: 'How far back; default 7.' },
    problems: { type: 'boolean', help: 'Only those that a charger refused or that failed.' },
    steps: { type: 'boolean', help: 'With each step and its result.' },
  },
  examples: ['gatehouse mode history --problems', 'gatehouse mode history CP1 --days 30 --steps'],
  async run({ gateway }, [chargerId], { days, problems, steps }) {
    const from = Temporal.Now.instant().subtract({ hours: 24 * wholeNumber(days, '--days') })
    const query = new URLSearchParams({
      from: from.toString({ fractionalSecondDigits: 3 }),
      ...(chargerId !== undefined && { chargerId }),
      ...(problems && { problems: 'true' }),
    })
    const opened = await gateway()
    const changes = await opened.list<ModeChange>(`/api/mode-changes?${query.toString()}`)
    const zone = await depotZone(opened)
    const text = steps ? changes.map((change) => withSteps(change, zone)).join('\n') : ''
    return { data: { items: changes }, text: text || table(changes, columnsIn(zone), empty) }
  },
})

const empty = 'There was no such change of mode in this time.'

function columnsIn(zone: string) {
  return {
    began: (change: ModeChange) => shownInstant(change.startedAt, zone),
    charger: (change: ModeChange) => change.chargerId,
    from: (change: ModeChange) => change.fromMode,
    to: (change: ModeChange) => change.toMode,
    cause: (change: ModeChange) => change.cause,
    attempt: (change: ModeChange) => change.attempt,
    outcome: (change: ModeChange) => change.outcome,
    problem: (change: ModeChange) => change.problem,
  }
}

function withSteps(change: ModeChange, zone: string): string {
  const { chargerId, toMode, outcome, problem, steps, startedAt } = change
  const head = `${shownInstant(startedAt, zone)}  ${chargerId} to ${toMode}: ${outcome}`
  const columns = {
    result: ({ result }: ModeStep) => `  ${result}`,
    step: ({ step }: ModeStep) => step,
    detail: ({ detail }: ModeStep) => detail ?? ' ',
  }
  const [, ...lines] = table(steps, columns, '').split('\n')
  return [problem === null ? head : `${head}. ${problem}`, ...lines].join('\n')
}
