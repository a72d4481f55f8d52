import type { ChargerLink } from '../domain/charger-link.ts'
import { expectMode, lostChanges, type ChargerMode } from '../domain/charger-mode.ts'
import { expectedModeAt, type ExpectedMode } from '../domain/rollout.ts'
import { boundariesBetween, type Boundary } from '../domain/schedule/mode-calendar.ts'
import { fromUtcText, toUtcText } from '../domain/utc-text.ts'
import { approvedChargerIds } from '../store/charger-list.ts'
import { chargerModesOf, putChargerMode } from '../store/charger-modes.ts'
import type { ChargerFacts } from '../store/facts.ts'
import { readMeta, writeMeta } from '../store/meta.ts'
import type { Reader } from '../store/store.ts'
import type { FlowContext } from './context.ts'
import { publishMode, recordExpected, recordLost, type LostModeChange } from './mode-records.ts'

export interface AppliedSchedule {
  /** Chargers of which another mode is expected from now on. */
  readonly changed: readonly string[]
  /** When another mode is expected of any charger next; null: not as things stand. */
  readonly nextAt: Temporal.Instant | null
}

const appliedKey = 'scheduleAppliedAt'

/**
 * Writes down which mode is expected of each approved charger, where that has become another one. It goes by
 * what is expected now and what was written last, so it does not matter when or how often it runs.
 */
export function applySchedule(
  context: FlowContext,
  link: Pick<ChargerLink, 'presence'>,
  now: Temporal.Instant,
): Promise<AppliedSchedule> {
  return context.commits.write((tx) => {
    const ids = approvedChargerIds(tx)
    const modes = chargerModesOf(tx, ids)
    const appliedAt = readAppliedAt(tx)
    const at = toUtcText(now)
    const lost: LostModeChange[] = []
    const changed: ChargerMode[] = []
    let nextAt: Temporal.Instant | null = null
    for (const id of ids) {
      const charger = context.facts.charger(id)!
      const expected = expectedModeAt(charger, now)
      nextAt = earlier(nextAt, expected.nextChangeAt)
      const online = link.presence(id) !== null
      const step = advance(charger, expected, { before: modes.get(id), online, appliedAt, now })
      lost.push(...step.lost)
      if (step.after) changed.push(step.after)
    }
    recordLost(tx, lost, at)
    for (const mode of changed) putChargerMode(tx, mode)
    recordExpected(tx, changed, at)
    writeMeta(tx, appliedKey, at)
    tx.afterCommit(() => changed.forEach((mode) => publishMode(context, mode)))
    return { changed: changed.map(({ chargerId }) => chargerId), nextAt }
  })
}

function readAppliedAt(reader: Reader): Temporal.Instant | null {
  const text = readMeta(reader, appliedKey)
  return text === null ? null : fromUtcText(text)
}

interface Standing {
  readonly before: ChargerMode | undefined
  readonly online: boolean
  readonly appliedAt: Temporal.Instant | null
  readonly now: Temporal.Instant
}

/** One charger: what is expected from now on, if that is news, and which changes are given up for it. */
function advance(
  charger: ChargerFacts,
  { mode, because }: ExpectedMode,
  standing: Standing,
): { after: ChargerMode | null; lost: LostModeChange[] } {
  const { before, online, now } = standing
  const { id: chargerId, capability } = charger
  const passed = before ? boundariesPassed(charger, mode, before, standing) : []
  const lost = before ? lostChanges(before, passed, { mode, online }) : []
  const after = expectMode(before, {
    chargerId,
    mode,
    because,
    since: passed.at(-1)?.at ?? now,
    online,
    enforceable: capability.state !== 'unsupported',
    missed: lost.filter(({ outcome }) => outcome === 'missed').length,
  })
  const fromMode = before?.observedMode ?? null
  return { after, lost: lost.map((change) => Object.assign({}, change, { chargerId, fromMode })) }
}

/** The timer looks at least once a minute: a longer gap means that the gateway was off. */
const offAfterMs = 150_000
/** Nobody asks which changes were missed before that, and a clock may have jumped by years. */
const lookBackHours = 7 * 24

/** The boundaries since the schedule was last applied, as far as they were in the policy that is in force. */
function boundariesPassed(
  { stage, policy, overrides }: ChargerFacts,
  mode: ChargerMode['expectedMode'],
  before: ChargerMode,
  { appliedAt, now }: Standing,
): Boundary[] {
  if (stage !== 'enforce' || appliedAt === null) return []
  const wasOff = now.epochMilliseconds - appliedAt.epochMilliseconds > offAfterMs
  if (!wasOff && before.expectedMode === mode) return []
  const from = [fromUtcText(policy.updatedAt), now.subtract({ hours: lookBackHours })].reduce(
    later,
    appliedAt,
  )
  const justAfter = (instant: Temporal.Instant) => instant.add({ milliseconds: 1 })
  return boundariesBetween(policy, overrides, justAfter(from), justAfter(now))
}

function earlier(one: Temporal.Instant | null, other: Temporal.Instant | null): Temporal.Instant | null {
  if (one === null || other === null) return one ?? other
  return Temporal.Instant.compare(one, other) <= 0 ? one : other
}

function later(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) >= 0 ? one : other
}
