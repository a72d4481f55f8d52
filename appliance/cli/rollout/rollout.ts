import type { RolloutStage } from '../../domain/rollout.ts'
import { shownInstant } from '../local-time.ts'
import { table } from '../table.ts'

/** As `/api/rollout` tells it. */
export interface Rollout {
  /** Of the depot. */
  readonly stage: RolloutStage
  readonly changedAt: string | null
  readonly changedBy: string | null
  /** Those with a stage of their own. */
  readonly chargers: readonly {
    readonly chargerId: string
    readonly stage: RolloutStage
    readonly changedAt: string
    readonly changedBy: string
  }[]
}

/** Whom the rules would have turned away. */
export interface RolloutReport {
  readonly from: string
  readonly to: string
  readonly attempts: number
  readonly wouldRefuse: number
  readonly byReason: readonly { readonly reason: string; readonly count: number }[]
  readonly identifiers: readonly WouldRefuse[]
}

interface WouldRefuse {
  readonly maskedIdentifier: string | null
  readonly reason: string
  readonly count: number
  readonly lastAt: string
  readonly chargerIds: readonly string[]
  /** The newest attempt, to be enrolled from. */
  readonly decisionId: number
  readonly canEnrol: boolean
  readonly enrolled: boolean
}

const meanings: Readonly<Record<RolloutStage, string>> = {
  off: 'chargers are open, whatever the schedule says',
  observe: 'chargers are open, and what would be refused is recorded',
  enforce: 'the schedule holds',
}

/** The depot's stage with what it means, and the chargers that differ. */
export function rolloutText({ stage, changedAt, changedBy, chargers }: Rollout, zone: string): string {
  const since = changedAt === null ? '' : `, since ${shownInstant(changedAt, zone)} by ${changedBy}`
  const depot = `The depot is at ${stage}${since}: ${meanings[stage]}.`
  if (chargers.length === 0) return depot
  const columns = {
    charger: (charger: Rollout['chargers'][number]) => charger.chargerId,
    stage: (charger: Rollout['chargers'][number]) => charger.stage,
    since: (charger: Rollout['chargers'][number]) => shownInstant(charger.changedAt, zone),
    by: (charger: Rollout['chargers'][number]) => charger.changedBy,
  }
  return `${depot}\n\n${table(chargers, columns, '')}`
}

/** How many attempts would have been refused, why, and whose they were. */
export function reportText(report: RolloutReport, zone: string): string {
  const { from, attempts, wouldRefuse, byReason, identifiers } = report
  const since = `Since ${shownInstant(from, zone)}`
  if (attempts === 0) return `${since} nothing was observed: the report fills while the stage is observe.`
  const reasons = byReason.map(({ reason, count }) => `${count} ${reason}`).join(', ')
  const head = `${since} ${wouldRefuse} of ${attempts} attempts would have been refused`
  if (wouldRefuse === 0) return `${head}.`
  const columns = {
    identifier: (row: WouldRefuse) => row.maskedIdentifier,
    reason: (row: WouldRefuse) => row.reason,
    attempts: (row: WouldRefuse) => row.count,
    last: (row: WouldRefuse) => shownInstant(row.lastAt, zone),
    chargers: (row: WouldRefuse) => row.chargerIds.join(' '),
    'to enrol': (row: WouldRefuse) => enrolText(row),
  }
  return `${head}: ${reasons}.\n\n${table(identifiers, columns, '')}`
}

function enrolText({ enrolled, canEnrol, decisionId }: WouldRefuse): string | null {
  if (enrolled) return 'enrolled by now'
  return canEnrol ? `gatehouse identifier enrol ${decisionId}` : null
}
